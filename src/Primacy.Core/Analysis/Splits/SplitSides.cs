using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>The harm on each side of a split.</summary>
static class SplitSides
{
    public static SplitSide Of(Member claimant, EquatableArray<Divergence> pairs)
    {
        var state = claimant.State!;
        var sides = pairs.Select(pair => Side.Of(pair, claimant.Id)).OfType<Side>().ToArray();
        // Of several forks the earliest tells most: that much is on this branch and not on some other one.
        var worst = sides.Where(side => side.Fork is not null).MinBy(side => side.Fork);
        return new SplitSide
        {
            Instance = claimant.Id,
            Timeline = state.Timeline,
            Lsn = state.Lsn,
            Fork = worst?.Fork,
            IsExact = worst is { IsExact: true },
            Bytes = worst?.Bytes,
            Commits = worst?.Wrote?.Commits,
            ClientCommits = worst?.Wrote?.ClientCommits,
            LastCommitAt = worst?.Wrote?.LastCommitAt,
            Clients = state.Clients,
            PromotedAt = claimant.Remembered is { RoleChanged: true } seen ? seen.RoleSince : null,
            NothingLost = sides.Length > 0 && sides.All(side => side.IsNothing),
        };
    }

    /// <summary>
    /// Since when there are two: the second earliest of the times since which each is a primary that runs.
    /// </summary>
    public static DateTimeOffset Since(ClusterView view, IReadOnlyList<Member> claimants) =>
        claimants.Select(m => Since(view, m)).Order().ElementAt(1);

    static DateTimeOffset Since(ClusterView view, Member claimant)
    {
        var started = claimant.State!.StartedAt;
        var seen = claimant.Remembered?.RoleSince ?? view.At;
        // By its own clock it may have been started in our future.
        return started > seen && started < view.At ? started : seen;
    }

    sealed record Side(Lsn? Fork, bool IsExact, ulong Bytes, BranchTally? Wrote, bool IsNothing)
    {
        public static Side? Of(Divergence pair, InstanceId claimant) =>
            claimant == pair.Older
                ? new(pair.Fork, pair.IsExact, pair.OlderBytes, pair.OlderWrote, pair.NothingLostWithOlder)
            : claimant == pair.Newer
                ? new(pair.Fork, pair.IsExact, pair.NewerBytes, pair.NewerWrote, pair.NothingLostWithNewer)
            : null;
    }
}
