using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>What the page shows of one cluster.</summary>
internal sealed record ClusterCard
{
    /// <summary>What is not known is not well.</summary>
    public const Severity SeverityOfUnknown = Severity.Warning;

    public required string Name { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>none, info, warning or critical.</summary>
    public string Tone => Severity.Word;

    public string Icon => Labels.IconOf(Severity);

    public required string Label { get; init; }

    /// <summary>How it came about, "partition"; null where that is not known.</summary>
    public string? Kind { get; init; }

    public required string Summary { get; init; }

    /// <summary>When the look ended; null before the first one.</summary>
    public long? LookedAtMilliseconds { get; init; }

    public string LookedAge { get; init; } = "";

    public required long OldAfterMilliseconds { get; init; }

    /// <summary>Whether the evidence is too old to say anything of now.</summary>
    public bool IsOld { get; init; }

    public string? JournalFault { get; init; }

    public IReadOnlyList<InstanceRow> Rows { get; init; } = [];

    /// <summary>The split drawn, where there is one.</summary>
    public ForkDrawing? Fork { get; init; }

    /// <summary>The evidence; of a healthy cluster, of which there are many, only what its verdict stands on.</summary>
    public IReadOnlyList<EvidencePart> Evidence { get; init; } = [];

    public IReadOnlyList<IncidentLine> Incidents { get; init; } = [];

    /// <summary>Where whoever may act silences it.</summary>
    public string SilenceAt => $"/silences?cluster={Uri.EscapeDataString(Name)}#new";

    public static ClusterCard Of(
        ClusterSnapshot snapshot,
        TimeSpan oldAfter,
        Func<Incident, Mute?> muteOf,
        DateTimeOffset now
    )
    {
        var headline = snapshot.Assessment.Headline;
        return new ClusterCard
        {
            Name = snapshot.Cluster,
            Severity = headline.Severity,
            Label = Labels.Of(headline.Code),
            Kind = Labels.KindOf(headline),
            Summary = headline.Summary,
            LookedAtMilliseconds = snapshot.At.ToUnixTimeMilliseconds(),
            LookedAge = Ages.Of(snapshot.At, now),
            OldAfterMilliseconds = (long)oldAfter.TotalMilliseconds,
            IsOld = now - snapshot.At > oldAfter,
            JournalFault = snapshot.JournalFault,
            Rows = InstanceRows.Of(snapshot, now),
            Fork = ForkDrawing.Of(snapshot.Cluster, ForkBranches.Of(snapshot)),
            Evidence =
                headline.Severity is Severity.None
                    ? EvidencePart.Of(headline)
                    : EvidencePart.Of(Explanation.Of(snapshot.View, snapshot.Assessment)),
            Incidents = [.. snapshot.Incidents.Select(incident => IncidentLine.Of(incident, muteOf(incident), now))],
        };
    }

    /// <summary>A cluster that is configured and has not been looked at: nothing is known of it.</summary>
    public static ClusterCard NotLookedAt(string name, TimeSpan oldAfter) =>
        new()
        {
            Name = name,
            Severity = SeverityOfUnknown,
            Label = "Not looked at yet",
            Summary = "The first look at this cluster has not ended yet.",
            OldAfterMilliseconds = (long)oldAfter.TotalMilliseconds,
        };
}
