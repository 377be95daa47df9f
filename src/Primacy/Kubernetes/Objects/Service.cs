namespace Primacy.Kubernetes.Objects;

/// <summary>A Service.</summary>
internal sealed record Service(ObjectMeta Meta) : KubernetesObject(Meta)
{
    /// <summary>The labels of the pods behind it; none when somebody else says who that is.</summary>
    public EquatableArray<Pair> Selector { get; init; }
}
