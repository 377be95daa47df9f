using Primacy.Incidents;
using Primacy.Notifications;

namespace Primacy.Storytelling;

/// <summary>An incident from its beginning to its end, as far as the journal still knows it.</summary>
internal sealed record Story
{
    public required Incident Incident { get; init; }

    /// <summary>Until when it is told: its end, or now while it is open.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<Moment> Moments { get; init; }

    /// <summary>Who was told, in the order in which it was to be told.</summary>
    public required IReadOnlyList<DeliveryRecord> Deliveries { get; init; }

    /// <summary>What the story lacks and why, a sentence each.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }

    public bool IsOver => Incident.Phase is IncidentPhase.Resolved;

    public TimeSpan Lasted => Until > Incident.Since ? Until - Incident.Since : TimeSpan.Zero;
}
