using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>
/// Why a verdict is what it is, as a tree: what was seen, what follows from it, and what is missing to know more.
/// </summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="At">The instant of the look that is explained.</param>
/// <param name="Headline">The gravest verdict.</param>
/// <param name="Seen">Each member, then what WAL and managers say.</param>
/// <param name="Follows">Each detector's word, the gravest first.</param>
/// <param name="Missing">What would have to be seen to know more; empty when nothing is.</param>
public sealed record Explanation(
    string Cluster,
    DateTimeOffset At,
    Verdict Headline,
    EquatableArray<Statement> Seen,
    EquatableArray<Statement> Follows,
    EquatableArray<Statement> Missing
)
{
    /// <summary>Explains what was seen and what the detectors say of it.</summary>
    public static Explanation Of(ClusterView view, Assessment assessment) =>
        new(
            view.Cluster,
            view.At,
            assessment.Headline,
            [.. view.Members.Select(member => MemberSeen.Of(view, member)), .. TestimonySeen.Of(view)],
            WhatFollows.Of(view, assessment).ToEquatableArray(),
            WhatIsMissing.Of(view).ToEquatableArray()
        );
}
