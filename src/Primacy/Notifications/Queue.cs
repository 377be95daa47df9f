using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>What waits for one receiver in all stores: the oldest delivery of each incident, wherever.</summary>
internal sealed class Queue(string receiver, IReadOnlyList<IDeliveries> stores, Settlements settlements, int headsMax)
{
    /// <summary>Those due first come first. A store that cannot be read holds up only what lies in it.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="fault">Why a store cannot be read, or null.</param>
    public IReadOnlyList<Waiting> Heads(DateTimeOffset now, out JournalException? fault)
    {
        fault = null;
        var all = new List<Waiting>();
        foreach (var store in stores)
        {
            try
            {
                var heads = store.Heads(receiver, headsMax);
                all.AddRange(heads.Select(head => new Waiting(store, head, settlements.DueAt(store, head, now))));
            }
            catch (JournalException unreadable)
            {
                fault = unreadable;
            }
        }
        return
        [
            .. all.Where(one => one.DueAt != DateTimeOffset.MaxValue)
                .GroupBy(one => one.Incident, (_, some) => some.MinBy(one => one.Delivery.Event.At))
                .OrderBy(one => one.DueAt),
        ];
    }
}
