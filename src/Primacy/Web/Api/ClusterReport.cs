using Primacy.Analysis;
using Primacy.Watching;

namespace Primacy.Web.Api;

/// <summary>
/// A cluster after one look, as <c>check --output json</c> prints it and <c>/api/v1/clusters/NAME</c> serves it.
/// </summary>
internal sealed record ClusterReport
{
    public required string Cluster { get; init; }

    /// <summary>The code of the headline, "multiple-primaries".</summary>
    public required string Verdict { get; init; }

    /// <summary>How it came about, "partition"; null where there are no kinds of it, or nothing tells.</summary>
    public string? SubKind { get; init; }

    /// <summary>none, info, warning or critical.</summary>
    public required string Severity { get; init; }

    public required string Summary { get; init; }

    /// <summary>The instances that answer as primaries.</summary>
    public required IReadOnlyList<string> Primaries { get; init; }

    /// <summary>Which primary to keep; null where there is nothing to choose, or where it is undecidable.</summary>
    public string? Keep { get; init; }

    /// <summary>Why that one, or why none can be named.</summary>
    public string? KeepReason { get; init; }

    /// <summary>Where it is undecidable, the primary that what was counted so far points to.</summary>
    public string? Leaning { get; init; }

    /// <summary>The harm on each side and the votes; null where there is no split.</summary>
    public SplitReport? Split { get; init; }

    public required IReadOnlyList<string> Evidence { get; init; }

    public required IReadOnlyList<DivergenceReport> Divergences { get; init; }

    /// <summary>What reading WAL side by side has shown.</summary>
    public required IReadOnlyList<ComparisonReport> Comparisons { get; init; }

    /// <summary>What managers of high availability say.</summary>
    public required IReadOnlyList<ClaimReport> Claims { get; init; }

    /// <summary>Members that were on a branch of their own, and are not proven to have left it.</summary>
    public required IReadOnlyList<StrayReport> Strays { get; init; }

    /// <summary>
    /// The interval in milliseconds at which the cluster is looked at while it deserves attention; null at other times.
    /// </summary>
    public double? AttentionMilliseconds { get; init; }

    /// <summary>When the look ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long the look took, a second read included.</summary>
    public required double TookMilliseconds { get; init; }

    public required IReadOnlyList<InstanceReport> Instances { get; init; }

    public static ClusterReport From(ClusterSnapshot snapshot)
    {
        var headline = snapshot.Assessment.Headline;
        var (keep, reason) = headline.Survivor.InWords();
        return new ClusterReport
        {
            Cluster = snapshot.Cluster,
            Verdict = headline.Code.Slug,
            SubKind = headline.SubKind?.Slug,
            Severity = headline.Severity.Word,
            Summary = headline.Summary,
            Primaries = [.. headline.Primaries.Select(p => p.Name)],
            Keep = keep,
            KeepReason = reason,
            Leaning = (headline.Survivor as Survivor.Undecidable)?.Leaning?.Name,
            Split = SplitReport.From(headline.Split, snapshot.View.At),
            Evidence = [.. headline.Evidence.Select(e => e.Text)],
            Divergences = [.. headline.Divergences.Select(DivergenceReport.From)],
            Comparisons = [.. snapshot.View.Testimony.Comparisons.Select(ComparisonReport.Of)],
            Claims = [.. snapshot.View.Testimony.Claims.Select(claim => ClaimReport.From(snapshot.View, claim))],
            Strays = [.. snapshot.View.Strays.Select(StrayReport.From)],
            AttentionMilliseconds = snapshot.Hurry?.TotalMilliseconds,
            At = snapshot.At,
            TookMilliseconds = snapshot.Took.TotalMilliseconds,
            Instances = [.. snapshot.View.Members.Select(m => InstanceReport.From(snapshot.View, m))],
        };
    }
}
