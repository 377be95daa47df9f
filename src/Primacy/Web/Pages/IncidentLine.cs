using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>An open incident on a cluster's card.</summary>
internal sealed record IncidentLine(
    string Key,
    string Phase,
    string Label,
    string Tone,
    long SinceMilliseconds,
    string Age,
    string? Muted
)
{
    /// <summary>Who was told of it.</summary>
    public IReadOnlyList<DeliveryLine> Deliveries { get; init; } = [];

    /// <summary>What has to happen before people are told; null when they are.</summary>
    public string? Waits { get; init; }

    /// <summary>Its story.</summary>
    public string StoryAt => Links.ToIncident(Key);

    /// <summary>Where whoever may act says that he knows of it.</summary>
    public string AcknowledgeAt => $"/acknowledge?incident={Uri.EscapeDataString(Key)}";

    public static IncidentLine Of(Incident incident, Mute? mute, DateTimeOffset? now) =>
        new(
            incident.Key,
            incident.Phase.Word,
            Labels.Of(incident.Code),
            incident.Code.Severity.Word,
            incident.Since.ToUnixTimeMilliseconds(),
            Ages.Of(incident.Since, now),
            mute is null ? null : MuteLine.Words(mute)
        );
}
