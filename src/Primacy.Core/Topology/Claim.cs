namespace Primacy.Topology;

/// <summary>
/// What a manager of high availability (Patroni, repmgr, pgpool) says of the cluster, beside what the servers say of
/// themselves. A claim is never taken for what a server is.
/// </summary>
public sealed record Claim
{
    /// <summary>The manager's name as people write it: "Patroni".</summary>
    public required string Manager { get; init; }

    /// <summary>Where it was asked: a URL without its secrets, or an address.</summary>
    public required string Source { get; init; }

    /// <summary>When it was asked, so that its word is never younger than it claims.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Whether the answer rests on a quorum at that moment, as a leader key in etcd does. Only such a claim can decide
    /// which primary to keep.
    /// </summary>
    public bool HasQuorum { get; init; }

    /// <summary>
    /// Whether a word of this manager can rest on a quorum at all, as Patroni's can: then its next one may decide, and
    /// is worth a moment.
    /// </summary>
    public bool MayDecide { get; init; }

    /// <summary>Whether it is told to leave the servers alone (Patroni's pause).</summary>
    public bool IsPaused { get; init; }

    /// <summary>
    /// Whether it speaks only of the servers that it names, as a Service for reading does: it then neither denies a
    /// primary that it does not name nor says that there is none.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>The servers it knows.</summary>
    public EquatableArray<ClaimedMember> Members { get; init; }

    /// <summary>
    /// Why there is no answer, as the end of a sentence that begins with the manager; null when there is one.
    /// </summary>
    public string? Fault { get; init; }
}
