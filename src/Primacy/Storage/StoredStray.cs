using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>A member that was on a branch of its own, as the journal keeps it.</summary>
internal sealed record StoredStray
{
    public required string Instance { get; init; }

    public required string Head { get; init; }

    public required string Against { get; init; }

    public uint? Timeline { get; init; }

    public uint? AgainstTimeline { get; init; }

    public string? Fork { get; init; }

    public required string Reached { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? HistoryWrittenAt { get; init; }

    public StoredTrail? Trail { get; init; }

    public static StoredStray Of(Stray stray) =>
        new()
        {
            Instance = stray.Instance.Name,
            Head = stray.Head.Name,
            Against = stray.Against.Name,
            Timeline = stray.Timeline?.Value,
            AgainstTimeline = stray.AgainstTimeline?.Value,
            Fork = stray.Fork?.ToString(),
            Reached = stray.Reached.ToString(),
            At = stray.At,
            StartedAt = stray.StartedAt,
            HistoryWrittenAt = stray.HistoryWrittenAt,
            Trail = StoredTrail.Of(stray.Trail),
        };

    public Stray ToStray() =>
        new()
        {
            Instance = new InstanceId(Instance),
            Head = new InstanceId(Head),
            Against = new InstanceId(Against),
            Timeline = Timeline is { } own ? new Timeline(own) : null,
            AgainstTimeline = AgainstTimeline is { } other ? new Timeline(other) : null,
            Fork = StoredLsn.Read(Fork),
            Reached = Lsn.Parse(Reached),
            At = At,
            StartedAt = StartedAt,
            HistoryWrittenAt = HistoryWrittenAt,
            Trail = Trail?.ToTrail(),
        };
}
