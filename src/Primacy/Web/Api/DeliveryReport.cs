using Primacy.Notifications;

namespace Primacy.Web.Api;

/// <summary>What became of telling one receiver of one event, as <c>/api/v1/deliveries</c> serves it.</summary>
internal sealed record DeliveryReport
{
    /// <summary>Its number, which grows; a part of the list begins behind it.</summary>
    public required long Id { get; init; }

    /// <summary>The incident's key.</summary>
    public required string Incident { get; init; }

    public required string Cluster { get; init; }

    /// <summary>What was to be told: fired, changed or resolved.</summary>
    public required string Event { get; init; }

    public required string Receiver { get; init; }

    /// <summary>
    /// waiting; held, as long as it is muted; delivered; muted, when it was so until it was no news any more; or
    /// abandoned.
    /// </summary>
    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was tried, the attempt that it was made with included.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next; null when it is settled.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the receiver took it, the last time if it was repeated, or it was given up.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When the receiver took it first; null when it never did.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What mutes it, or muted it; null for nothing.</summary>
    public string? MutedBy { get; init; }

    /// <summary>Why the last attempt in vain was in vain; null when there was none.</summary>
    public string? Fault { get; init; }

    public static DeliveryReport From(DeliveryRecord record) =>
        new()
        {
            Id = record.Id,
            Incident = record.Incident,
            Cluster = record.Cluster,
            Event = record.Kind.ToString().ToLowerInvariant(),
            Receiver = record.Receiver,
            State = record.State,
            CreatedAt = record.CreatedAt,
            Attempts = record.Attempts,
            NextAttemptAt = record.NextAttempt,
            SettledAt = record.SettledAt,
            ToldAt = record.ToldAt,
            MutedBy = record.MutedBy,
            Fault = record.Fault,
        };
}
