namespace Primacy.Notifications;

/// <summary>Reaches a receiver whom one message may tell of several incidents.</summary>
internal interface IGroupNotifier : INotifier
{
    Task<DeliveryOutcome> INotifier.DeliverAsync(Delivery delivery) => DeliverAsync(Batch.Of(delivery));

    /// <summary>Tells all of it by one message; what comes of it holds for all.</summary>
    Task<DeliveryOutcome> DeliverAsync(Batch batch);
}
