using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>Tells overlap from divergence, for every pair of claimants, by the best evidence there is.</summary>
public static class Divergences
{
    /// <summary>
    /// Beyond so many claimants a sentence for each pair helps nobody: each is held against the newest.
    /// </summary>
    const int PairedMax = 4;

    /// <summary>Every pair of claimants, the pairs with the newest one first.</summary>
    public static EquatableArray<Divergence> Between(ClusterView view, IReadOnlyList<Member> claimants)
    {
        Member[] byAge =
        [
            .. claimants
                .OrderByDescending(m => m.State!.Timeline?.Value ?? 0)
                .ThenByDescending(m => m.State!.Lsn)
                .ThenBy(m => m.Id.Name, StringComparer.Ordinal),
        ];
        var newest = byAge.Length > PairedMax ? byAge[..1] : byAge;
        return newest
            .SelectMany((newer, i) => byAge[(i + 1)..].Select(older => Between(view, older, newer)))
            .ToEquatableArray();
    }

    static Divergence Between(ClusterView view, Member older, Member newer)
    {
        var (old, young) = (older.State!, newer.State!);
        if (old.Timeline is null || young.Timeline is null || Forks.Between(view, older, newer) is not { } fork)
            return new(older.Id, newer.Id, null, false, 0, 0, DivergenceState.Unknown);
        var written = old.Lsn.BytesSince(fork.At);
        var state =
            written > 0 ? DivergenceState.Diverged
            : fork.IsExact ? DivergenceState.Overlap
            : DivergenceState.Unknown;
        return new(older.Id, newer.Id, fork.At, fork.IsExact, written, young.Lsn.BytesSince(fork.At), state)
        {
            Proof = fork.Proof,
            IsNested = fork.IsNested,
            OlderWrote = Counted(fork, fork.Wal?.OneWrote),
            NewerWrote = Counted(fork, fork.Wal?.OtherWrote),
        };
    }

    /// <summary>A count that began elsewhere than at the fork says nothing of the branch.</summary>
    static BranchTally? Counted(Fork fork, BranchTally? tally) => fork.IsExact && tally?.From == fork.At ? tally : null;
}
