using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>An incident on the list of all.</summary>
internal sealed record IncidentEntry
{
    public required string Href { get; init; }

    public required string Cluster { get; init; }

    public required string Label { get; init; }

    /// <summary>warning or critical; of what is over nothing.</summary>
    public required string Tone { get; init; }

    public required string State { get; init; }

    public required string Since { get; init; }

    public required string Lasted { get; init; }

    public required string Summary { get; init; }

    public string? Muted { get; init; }

    public static IncidentEntry Of(Incident incident, Mute? mute, DateTimeOffset now)
    {
        var isOver = incident.Phase is IncidentPhase.Resolved;
        return new IncidentEntry
        {
            Href = Links.ToIncident(incident.Key),
            Cluster = incident.Cluster,
            Label = Labels.Of(incident.Code) + (Labels.KindOf(incident.Verdict) is { } kind ? $", {kind}" : ""),
            Tone = isOver ? "over" : incident.Code.Severity.Word,
            State = isOver ? "over" : incident.Phase.Word,
            Since = Times.Second(incident.Since),
            Lasted = Wording.Elapsed(Later(incident.ResolvedAt ?? now, incident.Since) - incident.Since),
            Summary = incident.Verdict.Summary,
            Muted = isOver || mute is null ? null : MuteLine.Words(mute),
        };
    }

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
