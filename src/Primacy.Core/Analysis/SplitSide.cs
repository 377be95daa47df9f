using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>One claimant's side of a split and the harm that is done there.</summary>
public sealed record SplitSide
{
    public required InstanceId Instance { get; init; }

    public Timeline? Timeline { get; init; }

    public required Lsn Lsn { get; init; }

    /// <summary>
    /// Where its branch begins: the last that it has in common with any other claimant; null when unknown.
    /// </summary>
    public Lsn? Fork { get; init; }

    /// <summary>Whether <see cref="Fork"/> is the very position; else it lies there or before.</summary>
    public bool IsExact { get; init; }

    /// <summary>Bytes of WAL past the fork; a lower bound unless exact, null when the fork is unknown.</summary>
    public ulong? Bytes { get; init; }

    /// <summary>Transactions that committed past the fork; null when they were not counted.</summary>
    public long? Commits { get; init; }

    /// <summary>Those among them that are work of clients; null when they were not counted.</summary>
    public long? ClientCommits { get; init; }

    /// <summary>When the last of the client commits was made, by the server's clock.</summary>
    public DateTimeOffset? LastCommitAt { get; init; }

    /// <summary>Clients connected now; null when the role may not count them.</summary>
    public int? Clients { get; init; }

    /// <summary>When its promotion was seen; null when it was not.</summary>
    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>Whether it is proven that no client's work would be lost with it.</summary>
    public bool NothingLost { get; init; }
}
