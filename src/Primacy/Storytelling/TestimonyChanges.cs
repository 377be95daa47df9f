using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Topology;

namespace Primacy.Storytelling;

/// <summary>What WAL and managers say at one look that they did not say at the one before.</summary>
internal static class TestimonyChanges
{
    public static IEnumerable<Seen> Between(ClusterView before, ClusterView now) =>
        ReferenceEquals(before.Testimony, now.Testimony)
            ? []
            :
            [
                .. now.Testimony.Comparisons.Select(pair => Of(Former(before, pair), pair)).OfType<Seen>(),
                .. now.Testimony.Claims.Select(claim => Of(Former(before, claim), claim)).OfType<Seen>(),
            ];

    static Comparison? Former(ClusterView before, Comparison pair) =>
        before.Testimony.Comparisons.LastOrDefault(one => (one.One, one.Other) == (pair.One, pair.Other));

    static Claim? Former(ClusterView before, Claim claim) =>
        before.Testimony.Claims.FirstOrDefault(one => (one.Manager, one.Source) == (claim.Manager, claim.Source));

    static Seen? Of(Comparison? before, Comparison pair) =>
        (before?.Kinship, before?.Fork) == (pair.Kinship, pair.Fork)
            ? null
            : pair.Kinship switch
            {
                Kinship.Forked => new(
                    $"The fork is proven: reading the WAL of {pair.One} and {pair.Other} side by side shows that they "
                        + $"part at {pair.Fork}.",
                    Mark.Grave
                ),
                Kinship.Apart => new(
                    $"The WAL of {pair.One} and {pair.Other} differs from the first record that both have: they "
                        + $"parted at or before {pair.Fork}.",
                    Mark.Grave
                ),
                Kinship.Same => new($"The WAL of {pair.One} and {pair.Other} is one history, as far as was read."),
                _ => null,
            };

    static Seen? Of(Claim? before, Claim claim)
    {
        if (claim.Fault is { } fault)
            return before?.Fault == fault ? null : new($"{Who(claim)} {fault}.", Mark.Doubtful);
        if (before is { Fault: null } && Said(before) == Said(claim))
            return null;
        return new($"{Who(claim)} {Said(claim)}.");
    }

    static string Who(Claim claim) => $"{claim.Manager} at {claim.Source}";

    static string Said(Claim claim)
    {
        var primaries = claim
            .Members.Where(member => member.Role is Role.Primary)
            .Select(member => new InstanceId(member.Name))
            .ToArray();
        var named = primaries.Length == 0 ? "names no primary" : $"names {Wording.List(primaries)} as primary";
        return $"{named}{(claim.HasQuorum ? ", by a quorum" : "")}{(claim.IsPaused ? "; it is paused" : "")}";
    }
}
