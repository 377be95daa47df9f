using System.Numerics;
using Primacy.Incidents;

namespace Primacy.Notifications;

/// <summary>
/// What comes of an attempt: that it was made, that it is made again, when, and that nobody can be told any more. One
/// attempt may stand for several incidents; each is taken down by itself.
/// </summary>
internal sealed partial class Aftermath(
    string receiver,
    Settlements settlements,
    Reminders reminders,
    DeliveryMeter meter,
    Groups groups,
    LaneSurroundings around
)
{
    readonly ILogger _logger = around.Logger;

    /// <summary>Null where there is one watcher only.</summary>
    public TurnTaking? Turn { get; init; }

    public IMuting? Muting { get; init; }

    /// <summary>Takes down what came of one attempt for all whom it stood for.</summary>
    public void Settle(IReadOnlyList<Waiting> told, DeliveryOutcome outcome)
    {
        switch (outcome)
        {
            case DeliveryOutcome.Taken taken:
                var now = around.Time.GetUtcNow();
                foreach (var head in told)
                    Settle(head, now);
                if (taken.But is { } but)
                    ToldInPart(receiver, but, Named(told));
                break;
            case DeliveryOutcome.Failed failed:
                Postpone(told, outcome, failed.Why);
                meter.Count(receiver, "failed", told.Count);
                break;
            case DeliveryOutcome.Refused refused:
                Postpone(told, outcome, refused.Why);
                meter.Count(receiver, "refused", told.Count);
                break;
        }
    }

    void Settle(Waiting head, DateTimeOffset now)
    {
        var (store, delivery, _) = head;
        settlements.Delivered(store, delivery);
        reminders.Add(store, delivery, now);
        groups.Forget(head);
        meter.Count(receiver, delivery.IsRepeat ? "repeated" : "delivered");
        if (delivery.IsRepeat)
            return;
        Turn?.Told(delivery);
        Told(receiver, delivery.Event.Kind, head.Incident);
    }

    void Postpone(IReadOnlyList<Waiting> told, DeliveryOutcome outcome, string why)
    {
        var now = around.Time.GetUtcNow();
        var attempts = told.Min(head => head.Delivery.Attempts);
        var isToldApart = outcome is DeliveryOutcome.Refused && told.Count > 1;
        var pause = isToldApart ? TimeSpan.Zero : RetryPolicy.Pause(outcome, attempts, Random.Shared.NextDouble());
        foreach (var head in told)
            Postpone(head, now, pause, why);
        // Not before it is taken down, or the lane would find it due once more.
        if (isToldApart)
            groups.Separate(told);
        // One line for each doubling of the attempts: the first is heard of at once, the thousandth fills no disk.
        if (!BitOperations.IsPow2(attempts + 1))
            return;
        if (outcome is DeliveryOutcome.Refused)
            NotAccepted(receiver, why, Named(told));
        else
            NotReached(receiver, why, Named(told), attempts + 1);
    }

    void Postpone(Waiting head, DateTimeOffset now, TimeSpan pause, string why)
    {
        var (store, delivery, _) = head;
        if (delivery.IsRepeat)
        {
            reminders.Postpone(head, now + pause);
        }
        else if (now - DueSince(delivery, now) < RetryPolicy.GiveUpAfter)
        {
            settlements.Postpone(store, delivery, now + pause, why);
        }
        else
        {
            settlements.Abandon(store, delivery, why);
            groups.Forget(head);
            meter.Count(receiver, "abandoned");
            GivenUp(receiver, delivery.Event.Kind, head.Incident, why);
        }
    }

    static string Named(IReadOnlyList<Waiting> told) =>
        told.Count == 1 ? told[0].Incident : $"{told[0].Incident} with {told.Count - 1} more";

    /// <summary>Since when a delivery could be made: what was muted for a week has not been waiting for it.</summary>
    DateTimeOffset DueSince(Delivery delivery, DateTimeOffset now) =>
        Muting?.LastEnd(delivery.Event.Incident, now) is { } end && end > delivery.CreatedAt ? end : delivery.CreatedAt;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Receiver} was told: {Kind} {Incident}")]
    partial void Told(string receiver, IncidentEventKind kind, string incident);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Receiver} was told of {Incident}, but it {But}")]
    partial void ToldInPart(string receiver, string but, string incident);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Receiver} {Why}; {Incident} stays in the outbox and is tried again (attempt {Attempt} was in vain)"
    )]
    partial void NotReached(string receiver, string why, string incident, int attempt);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Receiver} {Why}: check the receiver's configuration; {Incident} stays in the outbox"
    )]
    partial void NotAccepted(string receiver, string why, string incident);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Receiver} could not be told for three days: {Kind} {Incident} ({Why}); it is given up"
    )]
    partial void GivenUp(string receiver, IncidentEventKind kind, string incident, string why);
}
