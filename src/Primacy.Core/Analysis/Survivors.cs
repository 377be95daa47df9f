using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>Chooses the primary to keep by rules that need no guess, or refuses.</summary>
public static class Survivors
{
    /// <summary>
    /// A manager's quorum, a majority of the declared members, nothing that would be lost; in this order. While the
    /// quorum is not asked yet nothing else decides, as its word would be another one a moment later.
    /// </summary>
    public static Survivor Choose(
        ClusterView view,
        IReadOnlyList<Member> claimants,
        EquatableArray<Divergence> divergences,
        EquatableArray<Vote> votes
    ) =>
        ByQuorum(votes)
        ?? AwaitQuorum(view, claimants)
        ?? ByMajority(view, claimants, votes)
        ?? ByNothingLost(divergences)
        ?? (Survivor)Refuse(view, claimants, divergences, votes);

    static Survivor.Keep? ByQuorum(EquatableArray<Vote> votes) =>
        Managers.Elected(votes) is { } elected
            ? new(elected.Instance, $"{elected.Who} names it and nobody else, with a quorum")
            : null;

    static Survivor.Undecidable? AwaitQuorum(ClusterView view, IReadOnlyList<Member> claimants) =>
        Managers.Awaited(view, claimants) is { } manager
            ? new($"{manager} has not been asked since the last of them became a primary, and its word may decide")
            : null;

    /// <summary>
    /// A majority of the declared members, not of the reachable ones, stands behind exactly one: it and those who
    /// follow it. Two claimants cannot both have one.
    /// </summary>
    static Survivor.Keep? ByMajority(ClusterView view, IReadOnlyList<Member> claimants, EquatableArray<Vote> votes)
    {
        foreach (var claimant in claimants)
        {
            var behind = Behind(claimant, votes);
            if (behind * 2 > view.Members.Count)
                return new(claimant.Id, $"{behind} of {view.Members.Count} declared members stand behind it");
        }
        return null;
    }

    /// <summary>
    /// The newest history contains every other one up to its fork, and no client's work lies beyond: the newest has it
    /// all.
    /// </summary>
    static Survivor.Keep? ByNothingLost(EquatableArray<Divergence> divergences)
    {
        var newest = divergences[0].Newer;
        var others = divergences.Where(d => d.Newer == newest).ToArray();
        if (!others.All(d => d.IsNested && d.NothingLostWithOlder))
            return null;
        var why = others.All(d => d.OlderBytes == 0)
            ? "the other side has written nothing past the fork"
            : "no client has committed anything on the other side since the fork";
        return new(newest, $"{why}, so nothing would be lost");
    }

    static Survivor.Undecidable Refuse(
        ClusterView view,
        IReadOnlyList<Member> claimants,
        EquatableArray<Divergence> divergences,
        EquatableArray<Vote> votes
    )
    {
        var counts = claimants.Select(c => $"{c.Id} has {Behind(c, votes)}");
        var leaning = Leaning(divergences);
        var data =
            leaning is not null ? "the newest WAL of the other side is not counted yet"
            : divergences.FirstOrDefault(d => !d.IsNested && HasWorkOnOneSide(d)) is { } pair
                ? $"though nothing would be lost with {(pair.NothingLostWithOlder ? pair.Older : pair.Newer)}, neither "
                    + "history contains the other"
            : divergences.Any(HasWorkOnBothSides) ? "clients have committed on both sides"
            : divergences.Any(d => d.State is DivergenceState.Diverged) ? "both sides hold WAL the other lacks"
            : "it is not proven that either side holds nothing of its own";
        return new(
            $"no majority of the {view.Members.Count} declared members ({string.Join(", ", counts)}), and {data}",
            leaning
        );
    }

    /// <summary>Housekeeping moves every server on, so the count of its commits is often a few bytes behind.</summary>
    static InstanceId? Leaning(EquatableArray<Divergence> divergences)
    {
        var newest = divergences[0].Newer;
        var others = divergences.Where(d => d.Newer == newest).ToArray();
        return others.All(d =>
            d is { IsNested: true, IsExact: true }
            && (d.OlderWrote is null ? d.OlderBytes == 0 : d.OlderWrote.ClientCommits == 0)
        )
            ? newest
            : null;
    }

    static bool HasWorkOnOneSide(Divergence d) => d.NothingLostWithOlder != d.NothingLostWithNewer;

    static bool HasWorkOnBothSides(Divergence d) =>
        d is { OlderWrote.ClientCommits: > 0, NewerWrote.ClientCommits: > 0 };

    static int Behind(Member claimant, EquatableArray<Vote> votes) =>
        votes.Count(v => v.Weight is VoteWeight.Member && v.For == claimant.Id);
}
