namespace Primacy.Kubernetes.Objects;

/// <summary>The status of a Cluster of CloudNativePG.</summary>
internal sealed record CnpgCluster(ObjectMeta Meta) : KubernetesObject(Meta)
{
    /// <summary>Who the operator takes for the primary.</summary>
    public string? CurrentPrimary { get; init; }

    /// <summary>Whom it wants to be one; another one while it switches over.</summary>
    public string? TargetPrimary { get; init; }
}
