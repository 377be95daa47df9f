using System.Collections.Concurrent;
using Primacy.Incidents;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// What one receiver was told and is to hear again while it fires. It is kept in memory and found again in the journal
/// after a restart, so that a full disk silences nobody. There is one for each incident that fires, no more.
/// </summary>
/// <param name="every">After how long an incident is told again; null for never.</param>
internal sealed class Reminders(Func<Incident, TimeSpan?> every)
{
    readonly ConcurrentDictionary<string, Waiting> _told = new();

    /// <summary>Those that are to be told again, unless something newer of them waits.</summary>
    public IEnumerable<Waiting> All => _told.Values;

    /// <summary>Takes in what was told before this process, or before the last reload.</summary>
    public void Load(string receiver, IReadOnlyList<IDeliveries> stores)
    {
        foreach (var store in stores)
        {
            foreach (var (delivery, toldAt) in store.Told(receiver))
                Add(store, delivery, toldAt);
        }
    }

    /// <summary>Notes that a delivery was made.</summary>
    public void Add(IDeliveries store, Delivery delivery, DateTimeOffset at)
    {
        var incident = delivery.Event.Incident;
        if (incident.Phase is IncidentPhase.Firing && every(incident) is { } pause)
            _told[incident.Key] = new Waiting(store, delivery with { IsRepeat = true, Attempts = 0 }, at + pause);
        else
            _told.TryRemove(incident.Key, out _);
    }

    /// <summary>The reminder in the words of today; null, and forgotten, when it fires no more.</summary>
    public Delivery? Refreshed(Waiting reminder)
    {
        Delivery? now;
        try
        {
            now = reminder.Store.Refreshed(reminder.Delivery);
        }
        catch (JournalException)
        {
            // What was known when it was last told is better than nothing.
            now = reminder.Delivery;
        }
        if (now is null)
            _told.TryRemove(reminder.Incident, out _);
        return now;
    }

    /// <summary>It was told in vain; the next attempt is after a pause.</summary>
    public void Postpone(Waiting reminder, DateTimeOffset until) =>
        _told[reminder.Incident] = reminder with
        {
            Delivery = reminder.Delivery with { Attempts = reminder.Delivery.Attempts + 1 },
            DueAt = until,
        };
}
