using System.Globalization;
using Primacy.Analysis;
using Primacy.Analysis.Splits;
using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>What follows of a split: since when, the harm on each side, and every vote.</summary>
static class SplitFollows
{
    public static IEnumerable<Statement> Of(ClusterView view, Verdict verdict)
    {
        if (verdict.Split is not { } split)
            yield break;
        yield return new(
            $"There have been two since {Instants.Of(split.Since, view.At)}, {Instants.Length(view.At - split.Since)} "
                + "before this look, as far as was seen."
        );
        foreach (var side in split.Sides)
            yield return new($"{side.Instance}: {side.Harm}.", MarkOf(side), side.Instance);
        yield return new(
            $"Votes of the {view.Members.Count} declared members: {string.Join(", ", split.Sides.Select(side => Count(split, side.Instance)))}.",
            Mark.Plain,
            null,
            split.Votes.Select(vote => new Statement(vote.Sentence)).ToEquatableArray()
        );
    }

    /// <summary>The sentences of the evidence that are told here in full.</summary>
    public static IEnumerable<Evidence> Told(Verdict verdict) =>
        verdict.Split is { } split
            ? [.. split.Sides.Select(SplitWords.Harm).OfType<Evidence>(), .. split.Votes.Select(SplitWords.Vote)]
            : [];

    /// <summary>Members count; what managers say is among the votes.</summary>
    static string Count(Split split, InstanceId side) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{split.Votes.Count(v => v.Weight is VoteWeight.Member && v.For == side)} for {side}"
        );

    static Mark MarkOf(SplitSide side) =>
        side switch
        {
            { NothingLost: true } => Mark.Good,
            { ClientCommits: > 0 } => Mark.Grave,
            _ => Mark.Plain,
        };
}
