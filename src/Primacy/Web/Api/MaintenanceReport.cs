using Primacy.Muting;

namespace Primacy.Web.Api;

/// <summary>A maintenance window as <c>/api/v1/maintenance</c> serves it.</summary>
internal sealed record MaintenanceReport
{
    public required string Id { get; init; }

    /// <summary>pending, active or expired.</summary>
    public required string State { get; init; }

    public required string Cluster { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    /// <summary>Whether the configuration repeats it.</summary>
    public required bool IsRecurring { get; init; }

    public static MaintenanceReport Of(MaintenanceWindow window, bool isRecurring, DateTimeOffset now) =>
        new()
        {
            Id = window.Id,
            State = window.PhaseAt(now).Word,
            Cluster = window.Cluster,
            From = window.From,
            Until = window.Until,
            By = window.By,
            Reason = window.Reason,
            IsRecurring = isRecurring,
        };
}
