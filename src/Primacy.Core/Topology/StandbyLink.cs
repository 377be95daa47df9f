namespace Primacy.Topology;

/// <summary>What an upstream says of one of its receivers (a row of pg_stat_replication).</summary>
/// <param name="ApplicationName">The name the receiver gave.</param>
/// <param name="ClientAddress">The address it came from; null on a socket.</param>
/// <param name="State">startup, catchup or streaming.</param>
/// <param name="SyncState">async, potential, sync or quorum.</param>
/// <param name="ReplayLsn">How far it has replayed, as it told the upstream.</param>
public sealed record StandbyLink(
    string ApplicationName,
    string? ClientAddress,
    string State,
    string SyncState,
    Lsn? ReplayLsn
)
{
    public bool IsStreaming => State == "streaming";
}
