using Primacy.Incidents;

namespace Primacy.Notifications;

/// <summary>One event that is to be told to one receiver.</summary>
internal sealed record Delivery
{
    public required long Id { get; init; }

    public required string Receiver { get; init; }

    public required IncidentEvent Event { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it has been tried in vain.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset NextAttempt { get; init; }

    /// <summary>Whether the receiver has been told before and is reminded of it.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>What mutes it; null when nothing has since it was last released.</summary>
    public string? HeldBy { get; init; }
}
