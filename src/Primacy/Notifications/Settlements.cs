using System.Collections.Concurrent;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// Writes down what came of attempts. While the journal cannot be written it is kept here instead, so that a delivery
/// that was made is not made again and one that failed still waits its time.
/// </summary>
internal sealed class Settlements
{
    readonly ConcurrentDictionary<(IDeliveries Store, long Id), (DateTimeOffset DueAt, Action Write)> _unwritten =
        new();

    /// <summary>
    /// When a delivery is to be tried; <see cref="DateTimeOffset.MaxValue"/> when it is settled. What could not be
    /// written down is of this very process, and may be held for long.
    /// </summary>
    public DateTimeOffset DueAt(IDeliveries store, Delivery delivery, DateTimeOffset now) =>
        _unwritten.TryGetValue((store, delivery.Id), out var known) ? known.DueAt
        : delivery.HeldBy is null ? RetryPolicy.DueAt(delivery.NextAttempt, now)
        : delivery.NextAttempt;

    public void Delivered(IDeliveries store, Delivery delivery) =>
        Write(store, delivery, DateTimeOffset.MaxValue, () => store.Delivered(delivery.Id));

    public void ToldElsewhere(IDeliveries store, Delivery delivery, string by) =>
        Write(store, delivery, DateTimeOffset.MaxValue, () => store.ToldElsewhere(delivery.Id, by));

    public void Abandon(IDeliveries store, Delivery delivery, string why) =>
        Write(store, delivery, DateTimeOffset.MaxValue, () => store.Abandon(delivery.Id, why));

    public void Mute(IDeliveries store, Delivery delivery, string why) =>
        Write(store, delivery, DateTimeOffset.MaxValue, () => store.Mute(delivery.Id, why));

    public void Hold(IDeliveries store, Delivery delivery, DateTimeOffset until, string why) =>
        Write(store, delivery, until, () => store.Hold(delivery.Id, until, why));

    public void Postpone(IDeliveries store, Delivery delivery, DateTimeOffset until, string why) =>
        Write(store, delivery, until, () => store.Postpone(delivery.Id, until, why));

    /// <summary>Writes what could not be written before; false while that is still so.</summary>
    public bool TryWriteAgain()
    {
        foreach (var (key, (_, write)) in _unwritten)
        {
            try
            {
                write();
                _unwritten.TryRemove(key, out _);
            }
            catch (JournalException)
            {
                return false;
            }
        }
        return true;
    }

    void Write(IDeliveries store, Delivery delivery, DateTimeOffset dueAt, Action write)
    {
        try
        {
            write();
            _unwritten.TryRemove((store, delivery.Id), out _);
        }
        catch (JournalException)
        {
            _unwritten[(store, delivery.Id)] = (dueAt, write);
        }
    }
}
