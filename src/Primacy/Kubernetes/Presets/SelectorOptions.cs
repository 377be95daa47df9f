namespace Primacy.Kubernetes.Presets;

/// <summary>Clusters that are found by labels of their pods.</summary>
internal sealed record SelectorOptions
{
    /// <summary>What this way to find clusters is called.</summary>
    public required string Name { get; init; }

    /// <summary>A label selector, as kubectl takes it.</summary>
    public required string Pods { get; init; }

    /// <summary>The label or annotation with the name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The label or annotation with the port of PostgreSQL; null for that of the container's port.</summary>
    public string? Port { get; init; }

    /// <summary>The label with the role; null when nobody sets one.</summary>
    public string? RoleLabel { get; init; }
}
