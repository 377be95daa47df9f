using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>What is the matter with a cluster, and what to do.</summary>
internal sealed record VerdictModel
{
    /// <summary>What is not known is not well.</summary>
    public const Severity SeverityOfUnknown = Severity.Warning;

    public required string Name { get; init; }

    /// <summary>none, info, warning or critical.</summary>
    public required string Tone { get; init; }

    public required string Icon { get; init; }

    public required string Label { get; init; }

    /// <summary>How it came about, "partition"; null where that is not known.</summary>
    public string? Kind { get; init; }

    public required string Summary { get; init; }

    /// <summary>Since when it is so; null where that is not known.</summary>
    public ShownInstant? Since { get; init; }

    /// <summary>When the look ended; null before the first one.</summary>
    public ShownInstant? Looked { get; init; }

    public required long OldAfterMilliseconds { get; init; }

    /// <summary>Whether the evidence is too old to say anything of now.</summary>
    public bool IsOld { get; init; }

    public string? JournalFault { get; init; }

    public EquatableArray<AdviceLine> Advice { get; init; }

    public static VerdictModel Of(
        ClusterSnapshot snapshot,
        IncidentPolicy policy,
        TimeSpan oldAfter,
        (DateTimeOffset Now, bool IsLive) time
    )
    {
        var headline = snapshot.Assessment.Headline;
        var shown = time.IsLive ? (DateTimeOffset?)null : time.Now;
        return new VerdictModel
        {
            Name = snapshot.Cluster,
            Tone = headline.Severity.Word,
            Icon = Labels.IconOf(headline.Severity),
            Label = Labels.Of(headline.Code),
            Kind = Labels.KindOf(headline),
            Summary = Texts.Cut(headline.Summary, Texts.SentenceMax),
            Since = snapshot.Incidents.FirstOrDefault(incident => incident.Code == headline.Code) is { } incident
                ? ShownInstant.Of(incident.Since, shown)
                : null,
            Looked = ShownInstant.Of(snapshot.At, shown),
            OldAfterMilliseconds = (long)oldAfter.TotalMilliseconds,
            IsOld = time.Now - snapshot.At > oldAfter,
            JournalFault = snapshot.JournalFault is { } fault ? Texts.Cut(fault, Texts.SentenceMax) : null,
            Advice = Pages.Advice.Of(snapshot, policy),
        };
    }

    /// <summary>A cluster that is configured and has not been looked at: nothing is known of it.</summary>
    public static VerdictModel NotLookedAt(string name, TimeSpan oldAfter) =>
        new()
        {
            Name = name,
            Tone = SeverityOfUnknown.Word,
            Icon = Labels.IconOf(SeverityOfUnknown),
            Label = "Not looked at yet",
            Summary = "The first look at this cluster has not ended yet.",
            OldAfterMilliseconds = (long)oldAfter.TotalMilliseconds,
        };
}
