using Primacy.Muting;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// Judges what is due for a receiver before it is told, since it may be muted. What is held back is so in the store, so
/// that it neither hides what may be told nor is lost with the process.
/// </summary>
internal sealed class Judge(
    string receiver,
    IReadOnlyList<IDeliveries> stores,
    Settlements settlements,
    IMuting? muting,
    DeliveryMeter meter
)
{
    /// <summary>
    /// After how long there is more to do when it is not to be told now; null when it is. What is new was put off or
    /// settled then, so that the queue is another; a reminder of what was told just waits.
    /// </summary>
    public TimeSpan? Pause(Waiting head, DateTimeOffset now)
    {
        if (muting is null)
            return null;
        if (head.Delivery.IsRepeat)
            return muting.Over(head.Delivery.Event.Incident, now)?.Until - now;
        try
        {
            return IsToBeTold(head, muting, now) ? null : TimeSpan.Zero;
        }
        catch (JournalException)
        {
            // What cannot be judged is told: better one page too many than none.
            return null;
        }
    }

    bool IsToBeTold(Waiting head, IMuting muting, DateTimeOffset now)
    {
        var waiting = head.Store.Waiting(receiver, head.Incident);
        if (waiting.Count == 0 || waiting[0].Id != head.Delivery.Id)
            return true;
        var news = waiting.Select(one => new WaitingNews(one.Event, one.HeldBy is not null)).ToEquatableArray();
        var wasTold = stores.Any(store => store.WasTold(receiver, head.Incident));
        var newest = waiting[^1].Event.Incident;
        var mute = muting.Over(newest, now);
        switch (Tellings.Decide(news, wasTold, mute))
        {
            case Telling.Later later:
                settlements.Hold(head.Store, head.Delivery, later.At, later.Why);
                // What released all that is held while this was being held has not released this.
                if (muting.Over(newest, now) != mute)
                    settlements.Hold(head.Store, head.Delivery, now, later.Why);
                return false;
            case Telling.Never never:
                foreach (var delivery in waiting.Take(never.Count))
                    settlements.Mute(head.Store, delivery, never.Why);
                meter.Count(receiver, "muted", never.Count);
                return false;
            default:
                return true;
        }
    }
}
