using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>Where an instance's timeline came from; no switches at all means that they could not be read.</summary>
internal sealed record StoredLineage
{
    public required string Instance { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public uint? Timeline { get; init; }

    public IReadOnlyList<StoredSwitch>? Switches { get; init; }

    public DateTimeOffset? HistoryWrittenAt { get; init; }

    public IReadOnlyList<StoredRight>? Missing { get; init; }

    public StoredWalFiles? WalFiles { get; init; }

    public static StoredLineage Of(Lineage lineage) =>
        new()
        {
            Instance = lineage.Instance.Name,
            At = lineage.At,
            StartedAt = lineage.StartedAt,
            Timeline = lineage.Timeline?.Value,
            Switches = lineage.Switches is { } switches ? [.. switches.Select(StoredSwitch.Of)] : null,
            HistoryWrittenAt = lineage.HistoryWrittenAt,
            WalFiles = StoredWalFiles.Of(lineage.WalFiles),
            Missing = StoredRight.Of(lineage.Missing),
        };

    public Lineage ToLineage() =>
        new()
        {
            Instance = new InstanceId(Instance),
            At = At,
            StartedAt = StartedAt,
            Timeline = Timeline is { } timeline ? new Timeline(timeline) : null,
            Switches = Switches?.Select(left => left.ToSwitch()).ToEquatableArray(),
            HistoryWrittenAt = HistoryWrittenAt,
            WalFiles = WalFiles?.ToFiles(),
            Missing = StoredRight.Read(Missing),
        };
}
