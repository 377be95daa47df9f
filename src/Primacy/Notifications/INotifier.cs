namespace Primacy.Notifications;

/// <summary>
/// Reaches one receiver, one attempt at a time; when to try again is not its business. What fails is an outcome: an
/// exception is a programmer's error.
/// </summary>
internal interface INotifier : IDisposable
{
    /// <summary>
    /// How often a receiver has to hear of what still fires lest it take it for over; null where it forgets nothing.
    /// </summary>
    TimeSpan? Refresh => null;

    /// <summary>Tells of one incident. Never takes much longer than the receiver's timeout.</summary>
    Task<DeliveryOutcome> DeliverAsync(Delivery delivery);
}
