namespace Primacy.Topology;

/// <summary>What <c>pg_is_in_recovery()</c> says: out of recovery is a primary, in recovery is a standby.</summary>
public enum Role
{
    Primary,
    Standby,
}
