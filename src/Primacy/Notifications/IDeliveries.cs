namespace Primacy.Notifications;

/// <summary>Where deliveries wait to be made: in the journal, or in memory while it cannot be written.</summary>
internal interface IDeliveries
{
    /// <summary>Raised after deliveries were added, on the thread that added them.</summary>
    event Action? Added;

    /// <summary>
    /// The oldest waiting delivery of each incident to a receiver, those due first. Only these may be made: a later one
    /// of the same incident would overtake.
    /// </summary>
    IReadOnlyList<Delivery> Heads(string receiver, int limit);

    Backlog Waiting(string receiver);

    /// <summary>
    /// The newest delivery to a receiver of each incident that fires, and when it was made: what it can be reminded of.
    /// </summary>
    IReadOnlyList<(Delivery Delivery, DateTimeOffset ToldAt)> Told(string receiver);

    /// <summary>A delivery with its incident as it is now; null when that no longer fires.</summary>
    Delivery? Refreshed(Delivery delivery);

    /// <summary>All that waits of one incident for a receiver, the oldest first.</summary>
    IReadOnlyList<Delivery> Waiting(string receiver, string incident);

    /// <summary>Whether a receiver has been told that an incident fires.</summary>
    bool WasTold(string receiver, string incident);

    void Delivered(long id);

    /// <summary>Another replica has told it.</summary>
    void ToldElsewhere(long id, string by);

    /// <summary>It was tried in vain and is to be tried again.</summary>
    void Postpone(long id, DateTimeOffset until, string why);

    /// <summary>It is muted, and is looked at again then; nothing is held while newer news of it wait.</summary>
    void Hold(long id, DateTimeOffset until, string why);

    /// <summary>What is held is due: what mutes it may be another now.</summary>
    void Release();

    /// <summary>It is muted until it is no news any more; it stays on record with the reason.</summary>
    void Mute(long id, string why);

    /// <summary>It is given up for good; it stays on record with the reason.</summary>
    void Abandon(long id, string why);
}
