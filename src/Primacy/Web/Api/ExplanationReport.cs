using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>
/// Why a verdict is what it is, as <c>explain --output json</c> prints it and <c>/api/v1/clusters/NAME/explanation</c>
/// serves it.
/// </summary>
internal sealed record ExplanationReport
{
    public required string Cluster { get; init; }

    /// <summary>The instant of the look that is explained.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The instant that was asked for; null when it is the newest look.</summary>
    public DateTimeOffset? AskedFor { get; init; }

    /// <summary>The code of the headline, "multiple-primaries".</summary>
    public required string Verdict { get; init; }

    /// <summary>none, info, warning or critical.</summary>
    public required string Severity { get; init; }

    public required string Summary { get; init; }

    /// <summary>What was seen.</summary>
    public required IReadOnlyList<StatementReport> Seen { get; init; }

    /// <summary>What follows from it: each detector's word.</summary>
    public required IReadOnlyList<StatementReport> Follows { get; init; }

    /// <summary>What would have to be seen to know more.</summary>
    public required IReadOnlyList<StatementReport> Missing { get; init; }

    /// <summary>Explains a look that was kept, by analyzing it again.</summary>
    public static ExplanationReport From(ClusterView view, AnalysisPolicy policy, DateTimeOffset askedFor) =>
        From(view, Analyzer.Analyze(view, policy), askedFor);

    public static ExplanationReport From(ClusterView view, Assessment assessment, DateTimeOffset? askedFor)
    {
        var explanation = Explanation.Of(view, assessment);
        return new ExplanationReport
        {
            Cluster = explanation.Cluster,
            At = explanation.At,
            AskedFor = askedFor,
            Verdict = explanation.Headline.Code.Slug,
            Severity = explanation.Headline.Severity.Word,
            Summary = explanation.Headline.Summary,
            Seen = [.. explanation.Seen.Select(StatementReport.From)],
            Follows = [.. explanation.Follows.Select(StatementReport.From)],
            Missing = [.. explanation.Missing.Select(StatementReport.From)],
        };
    }
}
