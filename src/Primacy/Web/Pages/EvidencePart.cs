using Primacy.Analysis;
using Primacy.Explaining;

namespace Primacy.Web.Pages;

/// <summary>One of the three parts of the evidence, unfolded or not at first.</summary>
internal sealed record EvidencePart(string Key, string Title, IReadOnlyList<EvidenceNode> Nodes, bool IsOpen)
{
    /// <summary>What follows is what one comes for; what was seen is long, and for whoever doubts it.</summary>
    public static IReadOnlyList<EvidencePart> Of(Explanation explanation) =>
        [
            new("follows", "What follows", EvidenceNode.Of("follows", explanation.Follows), IsOpen: true),
            new("seen", "What was seen", EvidenceNode.Of("seen", explanation.Seen), IsOpen: false),
            .. explanation.Missing.Count == 0 ? [] : (EvidencePart[])[Missing(explanation)],
        ];

    static EvidencePart Missing(Explanation explanation) =>
        new("missing", "What is missing", EvidenceNode.Of("missing", explanation.Missing), IsOpen: true);

    /// <summary>Only what a verdict stands on, folded.</summary>
    public static IReadOnlyList<EvidencePart> Of(Verdict verdict) =>
        [
            new(
                "evidence",
                "Evidence",
                EvidenceNode.Of("evidence", verdict.Evidence.Select(e => new Statement(e.Text)).ToEquatableArray()),
                IsOpen: false
            ),
        ];
}
