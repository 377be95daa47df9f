namespace Primacy.Kubernetes.Objects;

/// <summary>
/// As much of an object as matters here. What differs in nothing else is equal, so that a heartbeat is no change.
/// </summary>
internal abstract record KubernetesObject(ObjectMeta Meta)
{
    public string Namespace => Meta.Namespace;

    public string Name => Meta.Name;
}
