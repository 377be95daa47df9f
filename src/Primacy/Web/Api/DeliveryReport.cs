using Primacy.Notifications;

namespace Primacy.Web.Api;

/// <summary>What became of telling one receiver of one event, as <c>/api/v1/deliveries</c> serves it.</summary>
internal sealed record DeliveryReport
{
    /// <summary>The incident's key.</summary>
    public required string Incident { get; init; }

    public required string Cluster { get; init; }

    /// <summary>What was to be told: fired, changed or resolved.</summary>
    public required string Event { get; init; }

    public required string Receiver { get; init; }

    /// <summary>waiting, delivered or abandoned.</summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was tried, the attempt that it was made with included.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next; null when it is settled.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the receiver took it, the last time if it was repeated, or it was given up.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Why the last attempt in vain was in vain; null when there was none.</summary>
    public string? Fault { get; init; }

    public static DeliveryReport From(DeliveryRecord record) =>
        new()
        {
            Incident = record.Incident,
            Cluster = record.Cluster,
            Event = record.Kind.ToString().ToLowerInvariant(),
            Receiver = record.Receiver,
            State = record.State,
            CreatedAt = record.CreatedAt,
            Attempts = record.Attempts,
            NextAttemptAt = record.NextAttempt,
            SettledAt = record.SettledAt,
            Fault = record.Fault,
        };
}
