using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What an upstream said of one of its receivers.</summary>
internal sealed record StoredStandby(
    string ApplicationName,
    string State,
    string SyncState,
    string? ClientAddress = null,
    string? ReplayLsn = null,
    double? SilentSeconds = null
)
{
    public static StoredStandby Of(StandbyLink link) =>
        new(
            link.ApplicationName,
            link.State,
            link.SyncState,
            link.ClientAddress,
            link.ReplayLsn?.ToString(),
            link.SilentSeconds
        );

    public StandbyLink ToLink() =>
        new(ApplicationName, ClientAddress, State, SyncState, StoredLsn.Read(ReplayLsn), SilentSeconds);
}
