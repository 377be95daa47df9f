using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>How far two primaries have grown apart.</summary>
/// <param name="Older">The primary on the older timeline; of two on one timeline, the one that is less far.</param>
/// <param name="Newer">The other one.</param>
/// <param name="Fork">Where they parted; an upper bound unless exact; null when unknown.</param>
/// <param name="IsExact">Whether <paramref name="Fork"/> is the very position.</param>
/// <param name="OlderBytes">Bytes of WAL the older one wrote past the fork; a lower bound unless exact.</param>
/// <param name="NewerBytes">Bytes of WAL the newer one wrote past the fork; a lower bound unless exact.</param>
/// <param name="State">What follows.</param>
public sealed record Divergence(
    InstanceId Older,
    InstanceId Newer,
    Lsn? Fork,
    bool IsExact,
    ulong OlderBytes,
    ulong NewerBytes,
    DivergenceState State
)
{
    /// <summary>What says where they parted.</summary>
    public ForkProof Proof { get; init; }

    /// <summary>
    /// Whether the newer history contains the older one up to the fork, as after an ordinary promotion. It is not after
    /// twin promotions, nor on one timeline.
    /// </summary>
    public bool IsNested { get; init; }

    /// <summary>What the older one wrote since the exact fork; null when it was not counted.</summary>
    public BranchTally? OlderWrote { get; init; }

    /// <summary>What the newer one wrote since the exact fork; null when it was not counted.</summary>
    public BranchTally? NewerWrote { get; init; }

    /// <summary>Whether it is proven that no client's work would be lost with the older one.</summary>
    public bool NothingLostWithOlder => IsExact && IsNothing(OlderBytes, OlderWrote);

    /// <summary>Whether it is proven that no client's work would be lost with the newer one.</summary>
    public bool NothingLostWithNewer => IsExact && IsNothing(NewerBytes, NewerWrote);

    /// <summary>
    /// Bytes of the older one's branch whose commits are not counted yet; null when none were counted.
    /// </summary>
    public ulong? OlderUncountedBytes =>
        OlderWrote is { } tally ? OlderBytes - Math.Min(OlderBytes, tally.Bytes) : null;

    /// <summary>
    /// A branch holds nothing when it has no byte, or when all of its bytes were counted and are housekeeping. What was
    /// counted may be newer than the position that a probe has shown.
    /// </summary>
    static bool IsNothing(ulong bytes, BranchTally? wrote) =>
        wrote is null ? bytes == 0 : wrote.ClientCommits == 0 && wrote.Bytes >= bytes;
}
