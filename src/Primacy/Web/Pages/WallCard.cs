using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Watching;
using Primacy.Web.Api;
using Primacy.Web.Live;

namespace Primacy.Web.Pages;

/// <summary>A cluster on the wall that somebody should see to.</summary>
internal sealed record WallCard
{
    const int SummaryMax = 340;
    const int LineMax = 150;
    const int LabelsMax = 4;
    const int LinesMax = 4;

    public required string Name { get; init; }

    /// <summary>Whether there is room for more than a line.</summary>
    public required bool IsLarge { get; init; }

    /// <summary>info, warning or critical.</summary>
    public required string Tone { get; init; }

    public required string Icon { get; init; }

    public required string Label { get; init; }

    /// <summary>How it came about, "partition"; null where that is not known.</summary>
    public string? Kind { get; init; }

    public required string Summary { get; init; }

    public bool IsOld { get; init; }

    /// <summary>Since when it is so; null where that is not known.</summary>
    public ShownInstant? Since { get; init; }

    /// <summary>When it was looked at last, where that is long ago.</summary>
    public ShownInstant? Looked { get; init; }

    /// <summary>The split drawn, where there is one.</summary>
    public ForkDrawing? Fork { get; init; }

    /// <summary>Which to keep and what would be lost.</summary>
    public IReadOnlyList<AdviceLine> Advice { get; init; } = [];

    /// <summary>The incident that is open for it; null when none is.</summary>
    public string? Incident { get; init; }

    /// <summary>Where whoever may act says that he knows of it.</summary>
    public string AcknowledgeAt => $"/acknowledge?incident={Uri.EscapeDataString(Incident ?? "")}";

    /// <summary>Where he silences the cluster.</summary>
    public string SilenceAt => $"/silences?cluster={Uri.EscapeDataString(Name)}#new";

    /// <summary>Why nobody is told of it; null when people are.</summary>
    public string? Muted { get; init; }

    public string? JournalFault { get; init; }

    /// <summary>The labels of the cluster, "env=prod".</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public string At => Links.ToCluster(Name);

    public static WallCard Of(
        WallEntry entry,
        ClusterSnapshot? snapshot,
        Func<Incident, Mute?> muteOf,
        bool isLarge,
        DateTimeOffset? shown
    )
    {
        var card = snapshot is null
            ? NotLookedAt(entry, isLarge, shown)
            : Seen(entry, snapshot, muteOf, isLarge, shown);
        return card with
        {
            Tags =
            [
                .. (entry.Options?.Labels ?? [])
                    .Take(LabelsMax)
                    .Select(one => Texts.Cut($"{one.Name}={one.Value}", 40)),
            ],
        };
    }

    static WallCard Seen(
        WallEntry entry,
        ClusterSnapshot snapshot,
        Func<Incident, Mute?> muteOf,
        bool isLarge,
        DateTimeOffset? shown
    )
    {
        var headline = snapshot.Assessment.Headline;
        var incident = snapshot.Incidents.FirstOrDefault(one => one.Code == headline.Code);
        var fork = isLarge ? ForkDrawing.Of(snapshot.Cluster, ForkBranches.Of(snapshot)) : null;
        return new WallCard
        {
            Name = entry.Name,
            IsLarge = isLarge,
            Tone = entry.Gravity.Word,
            Icon = Labels.IconOf(entry.Gravity),
            Label = Labels.Of(headline.Code),
            Kind = Labels.KindOf(headline),
            Summary = Texts.Cut(headline.Summary, isLarge ? SummaryMax : LineMax),
            IsOld = entry.IsOld,
            Incident = incident?.Key,
            Since = incident is null ? null : ShownInstant.Of(incident.Since, shown),
            Looked = entry.IsOld ? ShownInstant.Of(snapshot.At, shown) : null,
            // What would fill the wall by itself is on the cluster's page.
            Fork = fork is { Branches.Count: <= LinesMax } ? fork : null,
            Advice = isLarge ? [.. Pages.Advice.Choice(headline).Take(LinesMax)] : [],
            Muted =
                incident is not null && muteOf(incident) is { } mute ? Texts.Cut(MuteLine.Words(mute), LineMax) : null,
            JournalFault = snapshot.JournalFault is { } fault ? Texts.Cut(fault, SummaryMax) : null,
        };
    }

    static WallCard NotLookedAt(WallEntry entry, bool isLarge, DateTimeOffset? shown) =>
        new()
        {
            Name = entry.Name,
            IsLarge = isLarge,
            Tone = entry.Gravity.Word,
            Icon = Labels.IconOf(entry.Gravity),
            Label = "Not looked at",
            Summary = "The first look at this cluster has not ended: nothing is known of it.",
            Since = entry.AwaitedSince is { } since ? ShownInstant.Of(since, shown) : null,
        };
}
