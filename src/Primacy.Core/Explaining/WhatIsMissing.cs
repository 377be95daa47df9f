using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>What would have to be seen to know more, and how to see it.</summary>
static class WhatIsMissing
{
    public static IEnumerable<Statement> Of(ClusterView view) =>
        [.. view.Unseen.Select(Unseen), .. Rights(view), .. Unread(view), .. view.Testimony.Claims.SelectMany(Unasked)];

    static Statement Unseen(Member member) =>
        new($"An answer of {member.Id}: it {member.WhyNoAnswer}.", Mark.Doubtful, member.Id);

    /// <summary>Each right once, with all the members that lack it.</summary>
    static IEnumerable<Statement> Rights(ClusterView view)
    {
        var lacking = view
            .Members.SelectMany(m => (m.State?.Missing ?? []).Select(right => (right, m.Id)))
            .Concat(view.Testimony.Lineages.SelectMany(l => l.Missing.Select(right => (right, l.Instance))))
            .Concat(view.Testimony.Comparisons.SelectMany(c => c.Missing.Select(right => (right, c.One))))
            .Concat(view.Testimony.Comparisons.SelectMany(c => c.Missing.Select(right => (right, c.Other))));
        return lacking
            .GroupBy(pair => pair.Item1, pair => pair.Item2)
            .Select(right => new Statement(
                $"Hidden from our role on {Wording.List(right.Distinct())}: {right.Key.What}.",
                Mark.Doubtful,
                null,
                [new($"To see it: {right.Key.Grant}")]
            ));
    }

    /// <summary>Of several primaries, what their WAL was not asked for, or did not say.</summary>
    static IEnumerable<Statement> Unread(ClusterView view)
    {
        var primaries = view.Primaries.Select(m => m.Id).ToArray();
        if (primaries.Length < 2)
            yield break;
        foreach (var primary in primaries.Where(id => view.Testimony.Lineages.All(l => l.Instance != id)))
            yield return new($"The timeline history of {primary}: it has not been read.", Mark.Doubtful, primary);
        foreach (var (one, other) in primaries.SelectMany((id, i) => primaries.Skip(i + 1).Select(next => (id, next))))
        {
            if (!view.Testimony.Comparisons.Any(c => IsOf(c, one, other)))
                yield return new($"The WAL of {one} and {other}: it has not been compared.", Mark.Doubtful);
        }
    }

    static bool IsOf(Comparison pair, InstanceId one, InstanceId other) =>
        (pair.One == one && pair.Other == other) || (pair.One == other && pair.Other == one);

    static IEnumerable<Statement> Unasked(Claim claim) =>
        claim.Fault is { } fault ? [new($"The word of {claim.Manager}: {claim.Source} {fault}.", Mark.Doubtful)] : [];
}
