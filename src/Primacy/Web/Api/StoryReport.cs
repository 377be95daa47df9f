using Primacy.Storytelling;

namespace Primacy.Web.Api;

/// <summary>An incident with its story, for a post-mortem.</summary>
internal sealed record StoryReport
{
    public required IncidentReport Incident { get; init; }

    /// <summary>Until when it is told: its end, or the time of the report while it is open.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>From its first sight until then.</summary>
    public required double Seconds { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<MomentReport> Moments { get; init; }

    /// <summary>Who was told, in order.</summary>
    public required IReadOnlyList<DeliveryReport> Deliveries { get; init; }

    /// <summary>What the story lacks, and why.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }

    public static StoryReport From(Story story, IncidentReport incident) =>
        new()
        {
            Incident = incident,
            Until = story.Until,
            Seconds = story.Lasted.TotalSeconds,
            Moments = [.. story.Moments.Select(MomentReport.From)],
            Deliveries = [.. story.Deliveries.Select(DeliveryReport.From)],
            Gaps = story.Gaps,
        };
}
