using Primacy.Incidents;

namespace Primacy.Notifications;

/// <summary>
/// Deliveries of events that could not be journaled. Alerts fail open: a full disk must not silence a split brain. They
/// are bounded and end with the process.
/// </summary>
internal sealed class MemoryDeliveries(TimeProvider time) : IDeliveries
{
    const int CountMax = 1024;

    readonly Lock _gate = new();
    readonly List<Delivery> _waiting = [];
    readonly HashSet<(string Receiver, string Incident)> _told = [];
    long _lastId;

    public event Action? Added;

    /// <summary>Takes events in for each of their receivers and says how many of the oldest had to make room.</summary>
    public int Add(IReadOnlyList<IncidentEvent> events, Func<IncidentEvent, IReadOnlyList<string>> receivers)
    {
        int dropped;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var happened in events.Where(happened => happened.IsNotified))
            {
                Release(one => one.Event.Incident.Key == happened.Incident.Key, now);
                _waiting.AddRange(receivers(happened).Select(receiver => New(happened, receiver, now)));
            }
            dropped = Math.Max(0, _waiting.Count - CountMax);
            _waiting.RemoveRange(0, dropped);
        }
        Added?.Invoke();
        return dropped;
    }

    public IReadOnlyList<Delivery> Heads(string receiver, int limit)
    {
        lock (_gate)
        {
            return
            [
                .. _waiting
                    .Where(delivery => delivery.Receiver == receiver)
                    .DistinctBy(delivery => delivery.Event.Incident.Key)
                    .OrderBy(delivery => delivery.NextAttempt)
                    .Take(limit),
            ];
        }
    }

    public Backlog Waiting(string receiver)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var own = _waiting
                .Where(one => one.Receiver == receiver && (one.HeldBy is null || one.NextAttempt <= now))
                .ToArray();
            return new Backlog(own.Length, own.Length == 0 ? null : own.Min(delivery => delivery.CreatedAt));
        }
    }

    /// <summary>What was told from memory is known to the lane that told it, and to nobody after it.</summary>
    public IReadOnlyList<(Delivery, DateTimeOffset)> Told(string receiver) => [];

    public Delivery? Refreshed(Delivery delivery) => delivery;

    public IReadOnlyList<Delivery> Waiting(string receiver, string incident)
    {
        lock (_gate)
            return [.. _waiting.Where(one => one.Receiver == receiver && one.Event.Incident.Key == incident)];
    }

    public bool WasTold(string receiver, string incident)
    {
        lock (_gate)
            return _told.Contains((receiver, incident));
    }

    public void Delivered(long id)
    {
        lock (_gate)
        {
            if (_told.Count >= CountMax)
                _told.Clear();
            if (_waiting.Find(one => one.Id == id) is { } told)
                _told.Add((told.Receiver, told.Event.Incident.Key));
            Remove(id);
        }
    }

    public void ToldElsewhere(long id, string by) => Delivered(id);

    public void Hold(long id, DateTimeOffset until, string why) =>
        Change(id, one => IsNewest(one) ? one with { NextAttempt = until, HeldBy = why } : one);

    public void Release()
    {
        lock (_gate)
            Release(_ => true, time.GetUtcNow());
    }

    public void Mute(long id, string why) => Remove(id);

    public void Abandon(long id, string why) => Remove(id);

    public void Postpone(long id, DateTimeOffset until, string why) =>
        Change(id, one => one with { Attempts = one.Attempts + 1, NextAttempt = until });

    void Release(Predicate<Delivery> which, DateTimeOffset now)
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].HeldBy is not null && which(_waiting[i]))
                _waiting[i] = _waiting[i] with { NextAttempt = now };
        }
    }

    bool IsNewest(Delivery delivery) =>
        !_waiting.Exists(one =>
            one.Id > delivery.Id
            && one.Receiver == delivery.Receiver
            && one.Event.Incident.Key == delivery.Event.Incident.Key
        );

    void Change(long id, Func<Delivery, Delivery> change)
    {
        lock (_gate)
        {
            var at = _waiting.FindIndex(delivery => delivery.Id == id);
            if (at >= 0)
                _waiting[at] = change(_waiting[at]);
        }
    }

    void Remove(long id)
    {
        lock (_gate)
            _waiting.RemoveAll(delivery => delivery.Id == id);
    }

    Delivery New(IncidentEvent happened, string receiver, DateTimeOffset now) =>
        new()
        {
            Id = ++_lastId,
            Receiver = receiver,
            Event = happened,
            CreatedAt = now,
            Attempts = 0,
            NextAttempt = now,
        };
}
