namespace Primacy.Topology;

/// <summary>
/// Where an instance's timeline comes from. It is read when the instance's role, timeline or postmaster has changed,
/// and holds until they change again.
/// </summary>
public sealed record Lineage
{
    public required InstanceId Instance { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// When the postmaster was started that it was read from: a later one may serve a copied directory.
    /// </summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// The timeline it writes or follows; null when neither an ordinary role nor replication shows one.
    /// </summary>
    public Timeline? Timeline { get; init; }

    /// <summary>
    /// The timeline's ancestors, the oldest first, empty on timeline 1; null when the role may not read them.
    /// </summary>
    public EquatableArray<TimelineSwitch>? Switches { get; init; }

    /// <summary>
    /// When the timeline's history file in its pg_wal was last written, by the server's clock. A server that was
    /// rewound or copied anew shows another time than one that was merely attached; null when there is no such file, or
    /// it may not be seen.
    /// </summary>
    public DateTimeOffset? HistoryWrittenAt { get; init; }

    /// <summary>What its pg_wal showed; null when that may not be seen.</summary>
    public WalFiles? WalFiles { get; init; }

    /// <summary>What the role may not see of it.</summary>
    public EquatableArray<MissingRight> Missing { get; init; }
}
