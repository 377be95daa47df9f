namespace Primacy.Kubernetes.Membership;

/// <summary>An instance that is expected, there or not.</summary>
/// <param name="Name">The name of its pod.</param>
/// <param name="Port">Where PostgreSQL listens.</param>
internal sealed record KnownInstance(string Name, int Port)
{
    /// <summary>Where it was seen last; null when it never had an address, or another pod has it now.</summary>
    public string? Address { get; init; }

    public string? DnsName { get; init; }

    /// <summary>The StatefulSet that makes its pod; null when another controller does.</summary>
    public string? Set { get; init; }

    /// <summary>Since when nothing in Kubernetes declares it; null while something does.</summary>
    public DateTimeOffset? GoneSince { get; init; }
}
