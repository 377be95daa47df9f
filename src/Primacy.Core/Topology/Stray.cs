namespace Primacy.Topology;

/// <summary>
/// A member that held WAL which another primary's branch lacks. It is remembered because nothing shows it later: a
/// server that is attached to the other branch without a rewind streams without lag while its rows differ for good.
/// </summary>
public sealed record Stray
{
    public required InstanceId Instance { get; init; }

    /// <summary>The primary of the branch that it was on: itself, or whom it followed.</summary>
    public required InstanceId Head { get; init; }

    /// <summary>The primary whose branch lacks what it held.</summary>
    public required InstanceId Against { get; init; }

    /// <summary>The timeline number of the branch that it was on.</summary>
    public Timeline? Timeline { get; init; }

    /// <summary>The number of the other branch: one number on both is what PostgreSQL cannot tell apart.</summary>
    public Timeline? AgainstTimeline { get; init; }

    /// <summary>Where the two branches parted, or a position behind that; null when unknown.</summary>
    public Lsn? Fork { get; init; }

    /// <summary>How far it was seen to have come on its branch.</summary>
    public required Lsn Reached { get; init; }

    /// <summary>When it was seen there.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the postmaster was started that it was seen with.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// When the history file of its timeline had been written: another time now proves that the server was rewound or
    /// copied anew since.
    /// </summary>
    public DateTimeOffset? HistoryWrittenAt { get; init; }

    /// <summary>With which postmasters it was seen then and since; null when it was not seen.</summary>
    public PostmasterTrail? Trail { get; init; }

    /// <summary>
    /// Whether it is only remembered that it was a primary: no branch is known yet that lacks what it wrote.
    /// </summary>
    internal bool IsReign => Against == Instance;

    /// <summary>Bytes it held past the fork, at least.</summary>
    public ulong Bytes => Fork is { } fork ? Reached.BytesSince(fork) : 0;
}
