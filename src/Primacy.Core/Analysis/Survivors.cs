using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>Chooses the primary to keep by rules that need no guess, or refuses.</summary>
public static class Survivors
{
    public static Survivor Choose(
        ClusterView view,
        IReadOnlyList<Member> claimants,
        EquatableArray<Divergence> divergences
    ) => ByMajority(view, claimants) ?? ByNothingLost(divergences) ?? (Survivor)Refuse(view, claimants, divergences);

    /// <summary>
    /// A majority of the declared members, not of the reachable ones, stands behind exactly one: it and those who
    /// follow it. Two claimants cannot both have one.
    /// </summary>
    static Survivor.Keep? ByMajority(ClusterView view, IReadOnlyList<Member> claimants)
    {
        foreach (var claimant in claimants)
        {
            var votes = 1 + view.FollowersOf(claimant).Count();
            if (votes * 2 > view.Members.Count)
                return new(claimant.Id, $"{votes} of {view.Members.Count} declared members stand behind it");
        }
        return null;
    }

    /// <summary>The histories are nested and no older branch holds a byte of its own: the newest has it all.</summary>
    static Survivor.Keep? ByNothingLost(EquatableArray<Divergence> divergences) =>
        divergences.Count > 0 && divergences.All(d => d.State is DivergenceState.Overlap)
            ? new(divergences[0].Newer, "the other side has written nothing past the fork, so nothing would be lost")
            : null;

    static Survivor.Undecidable Refuse(
        ClusterView view,
        IReadOnlyList<Member> claimants,
        EquatableArray<Divergence> divergences
    )
    {
        var votes = claimants.Select(c => $"{c.Id} has {1 + view.FollowersOf(c).Count()}");
        var data = divergences.Any(d => d.State is DivergenceState.Diverged)
            ? "both sides hold WAL the other lacks"
            : "it is not proven that either side holds nothing of its own";
        return new(
            $"no majority of the {view.Members.Count} declared members ({string.Join(", ", votes)}), and {data}"
        );
    }
}
