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
        Member[] byAge = [.. claimants];
        Array.Sort(byAge, ByAge);
        var newest = byAge.Length > PairedMax ? 1 : byAge.Length;
        List<Divergence> pairs = new(newest * (byAge.Length - 1));
        for (var newer = 0; newer < newest; newer++)
        {
            for (var older = newer + 1; older < byAge.Length; older++)
                pairs.Add(view.Pairs.Of(view, byAge[older], byAge[newer], Between));
        }
        return [.. pairs];
    }

    /// <summary>One pair, in whichever order.</summary>
    internal static Divergence Of(ClusterView view, Member one, Member other) =>
        ByAge(one, other) < 0 ? view.Pairs.Of(view, other, one, Between) : view.Pairs.Of(view, one, other, Between);

    /// <summary>The newest timeline first, and of one timeline whoever is furthest.</summary>
    static int ByAge(Member one, Member other)
    {
        var (left, right) = (one.State!, other.State!);
        var order = (right.Timeline?.Value ?? 0).CompareTo(left.Timeline?.Value ?? 0);
        order = order != 0 ? order : right.Lsn.CompareTo(left.Lsn);
        return order != 0 ? order : string.CompareOrdinal(one.Id.Name, other.Id.Name);
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
