namespace Primacy.Incidents;

/// <summary>The life of an incident in Prometheus' words.</summary>
public enum IncidentPhase
{
    /// <summary>Seen, but not yet for as long as its code asks for.</summary>
    Pending,

    /// <summary>People are told.</summary>
    Firing,

    /// <summary>Over.</summary>
    Resolved,
}
