using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>A receiver of WAL as its upstream sees it, a row of pg_stat_replication.</summary>
internal sealed record StandbyReport(
    string ApplicationName,
    string? ClientAddress,
    string State,
    string SyncState,
    string? ReplayLsn
)
{
    public static StandbyReport From(StandbyLink link) =>
        new(link.ApplicationName, link.ClientAddress, link.State, link.SyncState, link.ReplayLsn?.ToString());
}
