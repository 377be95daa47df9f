namespace Primacy.Kubernetes;

/// <summary>How the Kubernetes API is reached, and what is done there.</summary>
internal sealed record KubernetesOptions
{
    /// <summary>
    /// A kubeconfig file; null for the service account of the pod that this is, or else for what kubectl would take.
    /// </summary>
    public string? Kubeconfig { get; init; }

    /// <summary>A context of the kubeconfig; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>The namespaces that are looked at; none for all of them.</summary>
    public EquatableArray<string> Namespaces { get; init; }
}
