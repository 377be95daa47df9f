using System.Diagnostics;
using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>Each detector's word: what is there and why, what cannot be told and why, what is ruled out.</summary>
static class WhatFollows
{
    public static IEnumerable<Statement> Of(ClusterView view, Assessment assessment)
    {
        foreach (var finding in assessment.Findings)
        {
            if (finding.Detection is Detection.Present { Verdict: var verdict })
                yield return Present(view, verdict, verdict == assessment.Headline);
            else if (finding.Detection is Detection.Undetermined { Why: var why })
                yield return new($"{finding.Code.Slug} cannot be told: {why}.", Mark.Doubtful);
        }
        var absent = assessment.Findings.Where(f => f.Detection is Detection.Absent).Select(f => f.Code.Slug).ToArray();
        if (absent.Length > 0)
            yield return new($"Ruled out: {string.Join(", ", absent)}.");
    }

    static Statement Present(ClusterView view, Verdict verdict, bool isHeadline) =>
        new(
            // The headline's sentence stands above the tree.
            $"{verdict.Code.Slug}{KindOf(verdict)}{(isHeadline ? "" : $": {verdict.Summary}")}",
            MarkOf(verdict.Severity),
            null,
            [
                .. Keeping(verdict.Survivor),
                .. SplitFollows.Of(view, verdict),
                // What is hidden has a part of its own.
                .. verdict
                    .Evidence.Except([.. Describe.Missing(view), .. SplitFollows.Told(verdict)])
                    .Select(e => new Statement(e.Text, Mark.Plain, e.Instance)),
            ]
        );

    static string KindOf(Verdict verdict) =>
        verdict switch
        {
            { SubKind: null } => "",
            { SubKind: { } kind, Split.IsProven: false } => $", perhaps {kind.Slug}",
            { SubKind: { } kind } => $", {kind.Slug}",
        };

    static IEnumerable<Statement> Keeping(Survivor? survivor) =>
        survivor switch
        {
            null => [],
            Survivor.Keep keep => [new($"Keep {keep.Instance}: {keep.Reason}.", Mark.Good, keep.Instance)],
            Survivor.Undecidable none => [new($"Which to keep is undecidable: {none.Reason}.", Mark.Doubtful)],
            _ => throw new UnreachableException(),
        };

    static Mark MarkOf(Severity severity) =>
        severity switch
        {
            Severity.None => Mark.Good,
            Severity.Critical => Mark.Grave,
            Severity.Warning => Mark.Doubtful,
            _ => Mark.Plain,
        };
}
