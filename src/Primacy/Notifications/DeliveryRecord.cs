using Primacy.Incidents;

namespace Primacy.Notifications;

/// <summary>What is on record of one event and one receiver.</summary>
internal sealed record DeliveryRecord
{
    public required long Id { get; init; }

    public required string Cluster { get; init; }

    /// <summary>The incident's key.</summary>
    public required string Incident { get; init; }

    public required IncidentEventKind Kind { get; init; }

    public required string Receiver { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was tried, the attempt that it was made with included.</summary>
    public required int Attempts { get; init; }

    /// <summary>Why the last attempt in vain was; null when there was none.</summary>
    public required string? Fault { get; init; }

    /// <summary>When it is tried next; null when it is settled.</summary>
    public required DateTimeOffset? NextAttempt { get; init; }

    /// <summary>Whether the receiver has it; null as long as it waits, false when it was given up.</summary>
    public required bool? IsDelivered { get; init; }

    /// <summary>When it was made, the last time if it was repeated, or given up; null as long as it waits.</summary>
    public required DateTimeOffset? SettledAt { get; init; }

    /// <summary>What mutes it, or muted it until it was over; null for nothing.</summary>
    public string? MutedBy { get; init; }

    /// <summary>When the receiver took it first; null when it never did.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>waiting, held, delivered, muted or abandoned.</summary>
    public string State =>
        this switch
        {
            { IsDelivered: true } => "delivered",
            { IsDelivered: false, MutedBy: not null } => "muted",
            { IsDelivered: false } => "abandoned",
            { MutedBy: not null } => "held",
            _ => "waiting",
        };
}
