using Primacy.Acting;
using Primacy.Incidents;
using Primacy.Notifications;

namespace Primacy.Storytelling;

/// <summary>What is kept of one incident beside what was seen.</summary>
internal sealed record StoryFacts
{
    public required Incident Incident { get; init; }

    /// <summary>When the next incident of that verdict and cluster began; null when there has been none.</summary>
    public DateTimeOffset? NextBegan { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<IncidentEvent> Events { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<DeliveryRecord> Deliveries { get; init; }

    /// <summary>What people did to it, and reloads while it was open, in order.</summary>
    public required IReadOnlyList<AuditEntry> Acts { get; init; }
}
