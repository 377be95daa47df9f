using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Topology;
using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>The page of what was known of a cluster at an instant.</summary>
internal sealed record ThenModel
{
    public required string Cluster { get; init; }

    /// <summary>When the look was taken that is shown.</summary>
    public required DateTimeOffset At { get; init; }

    public DateTimeOffset AskedFor { get; init; }

    public required Verdict Headline { get; init; }

    public required ForkDrawing? Fork { get; init; }

    public required IReadOnlyList<InstanceRow> Rows { get; init; }

    public required IReadOnlyList<EvidencePart> Evidence { get; init; }

    public required PastLook Past { get; init; }

    /// <summary>The incident whose story led here; null when none did.</summary>
    public string? Incident { get; init; }

    public string Tone => Headline.Severity.Word;

    public string Icon => Labels.IconOf(Headline.Severity);

    public string Label => Labels.Of(Headline.Code);

    public string? Kind => Labels.KindOf(Headline);

    /// <summary>How long before the instant that was asked for the look was taken; null when it is not long.</summary>
    public string? Age => AskedFor - At is { TotalSeconds: >= 1 } age ? Wording.Elapsed(age) : null;

    public string? EarlierAt => Past.Earlier is { } at ? Links.ToThen(Cluster, at, Incident) : null;

    public string? LaterAt => Past.Later is { } at ? Links.ToThen(Cluster, at, Incident) : null;

    public string? StoryAt => Incident is null ? null : Links.ToIncident(Incident);

    public static ThenModel Of(ClusterView view, AnalysisPolicy policy, PastLook past)
    {
        var assessment = Analyzer.Analyze(view, policy);
        var snapshot = new ClusterSnapshot
        {
            Cluster = view.Cluster,
            At = view.At,
            Cycle = 0,
            Took = TimeSpan.Zero,
            View = view,
            Assessment = assessment,
            Incidents = [],
            IsComplete = true,
        };
        return new ThenModel
        {
            Cluster = view.Cluster,
            At = view.At,
            AskedFor = view.At,
            Headline = assessment.Headline,
            Fork = ForkDrawing.Of(view.Cluster, ForkBranches.Of(snapshot)),
            Rows = InstanceRows.Of(snapshot, view.At),
            Evidence = EvidencePart.Of(Explanation.Of(view, assessment)),
            Past = past,
        };
    }
}
