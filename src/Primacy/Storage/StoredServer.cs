using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What a server said of itself, as the journal keeps it.</summary>
internal sealed record StoredServer
{
    public required Role Role { get; init; }

    public bool? ReadOnly { get; init; }

    public required string System { get; init; }

    public uint? Timeline { get; init; }

    public required string Lsn { get; init; }

    public string? ReceivedLsn { get; init; }

    public string? RecoveryEnd { get; init; }

    public bool? WasStreaming { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required int Version { get; init; }

    public string? ClusterName { get; init; }

    public string? Address { get; init; }

    public int? Clients { get; init; }

    public double? LagSeconds { get; init; }

    public bool? HasArchive { get; init; }

    public StoredUpstream? Upstream { get; init; }

    public IReadOnlyList<StoredStandby>? Standbys { get; init; }

    public IReadOnlyList<StoredRight>? Missing { get; init; }

    public static StoredServer Of(ServerState state) =>
        new()
        {
            Role = state.Role,
            ReadOnly = NullIfFalse(state.IsReadOnly),
            System = state.System.ToString(),
            Timeline = state.Timeline?.Value,
            Lsn = state.Lsn.ToString(),
            ReceivedLsn = state.ReceivedLsn?.ToString(),
            RecoveryEnd = state.RecoveryEnd?.ToString(),
            WasStreaming = NullIfFalse(state.WasStreaming),
            StartedAt = state.StartedAt,
            Version = state.Version,
            ClusterName = state.ClusterName.Length == 0 ? null : state.ClusterName,
            Address = state.Address,
            Clients = state.Clients,
            LagSeconds = state.LagSeconds,
            HasArchive = NullIfFalse(state.HasArchive),
            Upstream = state.Upstream is { } upstream ? StoredUpstream.Of(upstream) : null,
            Standbys = state.Standbys.Count == 0 ? null : [.. state.Standbys.Select(StoredStandby.Of)],
            Missing = StoredRight.Of(state.Missing),
        };

    public ServerState ToState() =>
        new()
        {
            Role = Role,
            IsReadOnly = ReadOnly ?? false,
            System = new SystemIdentifier(StoredNumber.Read(System)),
            Timeline = Timeline is { } timeline ? new Timeline(timeline) : null,
            Lsn = Topology.Lsn.Parse(Lsn),
            ReceivedLsn = StoredLsn.Read(ReceivedLsn),
            RecoveryEnd = StoredLsn.Read(RecoveryEnd),
            WasStreaming = WasStreaming ?? false,
            StartedAt = StartedAt,
            Version = Version,
            ClusterName = ClusterName ?? "",
            Address = Address,
            Clients = Clients,
            LagSeconds = LagSeconds,
            HasArchive = HasArchive ?? false,
            Upstream = Upstream?.ToLink(),
            Standbys = (Standbys ?? []).Select(standby => standby.ToLink()).ToEquatableArray(),
            Missing = StoredRight.Read(Missing),
        };

    static bool? NullIfFalse(bool value) => value ? true : null;
}
