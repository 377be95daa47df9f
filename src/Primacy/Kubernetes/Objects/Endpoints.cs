namespace Primacy.Kubernetes.Objects;

/// <summary>Who is behind a Service, and at Patroni's also who leads.</summary>
internal sealed record Endpoints(ObjectMeta Meta) : KubernetesObject(Meta)
{
    /// <summary>Where connections go. Whoever is not ready is left out.</summary>
    public EquatableArray<Target> Ready { get; init; }

    /// <param name="Address">The address.</param>
    /// <param name="Pod">The pod with that address; null when nobody says.</param>
    internal sealed record Target(string Address, string? Pod);
}
