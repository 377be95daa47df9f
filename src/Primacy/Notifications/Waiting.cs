namespace Primacy.Notifications;

/// <summary>A delivery that may be made next, where it waits, and from when on.</summary>
internal readonly record struct Waiting(IDeliveries Store, Delivery Delivery, DateTimeOffset DueAt)
{
    public string Incident => Delivery.Event.Incident.Key;
}
