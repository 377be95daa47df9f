namespace Primacy.Kubernetes.Discovering;

/// <summary>An instance that a pod or a StatefulSet declares.</summary>
/// <param name="Name">The name of its pod.</param>
/// <param name="Port">Where PostgreSQL listens.</param>
internal sealed record DiscoveredInstance(string Name, int Port)
{
    /// <summary>Its pod's address; null while it has none.</summary>
    public string? Address { get; init; }

    /// <summary>Its pod's name in DNS; null when it has none.</summary>
    public string? DnsName { get; init; }

    /// <summary>The StatefulSet that makes its pod; null when another controller does.</summary>
    public string? Set { get; init; }
}
