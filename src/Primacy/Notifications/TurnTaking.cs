using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// What a lane does for its replica's turn: what another one has told counts as told here, what is another's to tell is
/// held, and what is told here is said so before and after.
/// </summary>
internal sealed class TurnTaking(
    string receiver,
    ITurns turns,
    IMuting? people,
    Settlements settlements,
    Reminders reminders
)
{
    /// <summary>Whether nothing is to be told of it now, because another replica has, or is going to.</summary>
    public bool IsPassed(Waiting head, DateTimeOffset now)
    {
        var (store, delivery, _) = head;
        if (delivery.IsRepeat)
            return false;
        if (turns.ToldBy(receiver, delivery.Event) is { } by)
        {
            settlements.ToldElsewhere(store, delivery, by);
            reminders.Add(store, delivery, now);
            return true;
        }
        return false;
    }

    /// <summary>
    /// Whether the end of what a receiver knows of is left to another replica. People's mutes let an end pass, which is
    /// why the judge does.
    /// </summary>
    public bool IsHeld(Waiting head, DateTimeOffset now)
    {
        var (store, delivery, _) = head;
        if (delivery.IsRepeat || delivery.Event.Kind is not IncidentEventKind.Resolved)
            return false;
        if (turns.Over(receiver, delivery.Event.Incident, now) is not { } turn)
            return false;
        settlements.Hold(store, delivery, turn.Until, Tellings.Words(turn));
        return true;
    }

    /// <summary>What people have muted here is muted for the other replicas, too.</summary>
    public void SayMuted(Waiting head, DateTimeOffset now)
    {
        var incident = head.Delivery.Event.Incident;
        if (!head.Delivery.IsRepeat && people?.Over(incident, now) is { } mute)
            turns.Muted(receiver, incident, mute.Until);
    }

    /// <summary>The delivery under the key that the receiver knows; null when another replica was quicker.</summary>
    public async Task<Delivery?> ClaimAsync(Delivery delivery)
    {
        var incident = delivery.Event.Incident;
        if (!delivery.IsRepeat && !await turns.ClaimAsync(receiver, delivery.Event))
            return null;
        var known = incident with { Key = turns.KeyOf(receiver, incident) };
        return delivery with { Event = delivery.Event with { Incident = known } };
    }

    public void Told(Delivery delivery) => turns.Told(receiver, delivery.Event.Incident);
}
