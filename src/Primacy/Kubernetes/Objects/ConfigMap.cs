namespace Primacy.Kubernetes.Objects;

/// <summary>A ConfigMap in which Patroni keeps who leads; its data are not read.</summary>
internal sealed record ConfigMap(ObjectMeta Meta) : KubernetesObject(Meta);
