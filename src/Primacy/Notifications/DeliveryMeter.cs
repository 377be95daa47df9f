using System.Diagnostics.Metrics;

namespace Primacy.Notifications;

/// <summary>What the outbox tells of itself.</summary>
internal sealed class DeliveryMeter
{
    readonly Counter<long> _attempts;

    public DeliveryMeter(
        IMeterFactory meters,
        Func<IEnumerable<(string Receiver, Backlog Backlog)>> backlogs,
        TimeProvider time
    )
    {
        var meter = meters.Create("Primacy");
        _attempts = meter.CreateCounter<long>(
            "primacy_deliveries_total",
            description: "Attempts to tell a receiver, by what came of them."
        );
        meter.CreateObservableGauge(
            "primacy_deliveries_pending",
            () => backlogs().Select(one => Of((long)one.Backlog.Count, one.Receiver)),
            description: "Deliveries that a receiver has not accepted yet."
        );
        meter.CreateObservableGauge(
            "primacy_deliveries_oldest_pending_seconds",
            () => backlogs().Select(one => Of(Age(one.Backlog.Oldest, time.GetUtcNow()), one.Receiver)),
            description: "How long the oldest delivery that a receiver has not accepted has been waiting."
        );
    }

    public void Count(string receiver, string outcome, long count = 1) =>
        _attempts.Add(count, new("receiver", receiver), new("outcome", outcome));

    static double Age(DateTimeOffset? oldest, DateTimeOffset now) =>
        oldest is { } since ? Math.Max(0, (now - since).TotalSeconds) : 0;

    static Measurement<T> Of<T>(T value, string receiver)
        where T : struct => new(value, new KeyValuePair<string, object?>("receiver", receiver));
}
