namespace Primacy.Kubernetes.Objects;

/// <summary>A StatefulSet: so many pods, numbered.</summary>
internal sealed record StatefulSet(ObjectMeta Meta) : KubernetesObject(Meta)
{
    public int Replicas { get; init; } = 1;

    /// <summary>The number of the first pod.</summary>
    public int Start { get; init; }

    /// <summary>The headless Service that gives its pods names in DNS.</summary>
    public string? ServiceName { get; init; }

    /// <summary>The ports of the pods that it makes.</summary>
    public EquatableArray<NamedPort> Ports { get; init; }

    /// <summary>The names of the pods that it declares.</summary>
    public IEnumerable<string> PodNames => Enumerable.Range(Start, Replicas).Select(ordinal => $"{Name}-{ordinal}");
}
