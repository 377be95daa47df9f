using System.Text.Json.Nodes;

namespace Primacy.Tests.Kubernetes.Shapes;

/// <summary>
/// A cluster as one operator makes it, with all that stands beside it, and what is to be found in that.
/// </summary>
sealed record Shape
{
    public required string Preset { get; init; }

    public required string Cluster { get; init; }

    /// <summary>The pods that are instances, in their order.</summary>
    public required string[] Instances { get; init; }

    public int Port { get; init; } = 5432;

    /// <summary>Whom Kubernetes takes for the primary.</summary>
    public required string Primary { get; init; }

    /// <summary>The pods that are none: poolers, exporters, backups.</summary>
    public string[] Others { get; init; } = [];

    /// <summary>Whether the pods bear a label with their role.</summary>
    public bool HasRoles { get; init; } = true;

    /// <summary>The Service for writing; null where none leads to the primary itself.</summary>
    public string? Writing { get; init; }

    /// <summary>The Service for reading; null where there is none.</summary>
    public string? Reading { get; init; }

    /// <summary>The source of the manager's own word; null where it keeps none in Kubernetes.</summary>
    public string? Leader { get; init; }

    /// <summary>The Secret with the credentials.</summary>
    public string? Secret { get; init; }

    public required JsonObject[] Manifests { get; init; }

    public override string ToString() => Preset;
}
