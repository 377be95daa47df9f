using Primacy.Notifications;
using Primacy.Watching;

namespace Primacy.Tests.Notifications;

/// <summary>The real deliveries on a disk that is full until the test frees it.</summary>
sealed class UnwritableDeliveries(IDeliveries real) : IDeliveries
{
    int _refusals;

    public event Action? Added
    {
        add => real.Added += value;
        remove => real.Added -= value;
    }

    public bool IsWritable { get; set; }

    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>What happens once between the next look at what waits and the use that is made of it.</summary>
    public Action? Meanwhile { get; set; }

    public IReadOnlyList<Delivery> Heads(string receiver, int limit)
    {
        var heads = real.Heads(receiver, limit);
        var happens = Meanwhile;
        Meanwhile = null;
        happens?.Invoke();
        return heads;
    }

    public Backlog Waiting(string receiver) => real.Waiting(receiver);

    public IReadOnlyList<(Delivery Delivery, DateTimeOffset ToldAt)> Told(string receiver) => real.Told(receiver);

    public Delivery? Refreshed(Delivery delivery) => real.Refreshed(delivery);

    public IReadOnlyList<Delivery> Waiting(string receiver, string incident) => real.Waiting(receiver, incident);

    public bool WasTold(string receiver, string incident) => real.WasTold(receiver, incident);

    public void Hold(long id, DateTimeOffset until, string why) => Write(() => real.Hold(id, until, why));

    public void Release() => Write(real.Release);

    public void Delivered(long id) => Write(() => real.Delivered(id));

    public void ToldElsewhere(long id, string by) => Write(() => real.ToldElsewhere(id, by));

    public void Postpone(long id, DateTimeOffset until, string why) => Write(() => real.Postpone(id, until, why));

    public void Mute(long id, string why) => Write(() => real.Mute(id, why));

    public void Abandon(long id, string why) => Write(() => real.Abandon(id, why));

    void Write(Action write)
    {
        if (!IsWritable)
        {
            Interlocked.Increment(ref _refusals);
            throw new JournalException("The disk is full.");
        }
        write();
    }
}
