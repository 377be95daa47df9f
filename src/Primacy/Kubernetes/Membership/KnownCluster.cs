using Primacy.Kubernetes.Discovering;

namespace Primacy.Kubernetes.Membership;

/// <summary>A cluster with everybody who is expected in it. This is what is kept over a restart.</summary>
/// <param name="Key">Which cluster.</param>
/// <param name="Instances">Its instances, in the order of their names.</param>
/// <param name="WasDeclared">Whether a StatefulSet or a Service has ever declared it.</param>
internal sealed record KnownCluster(ClusterKey Key, EquatableArray<KnownInstance> Instances, bool WasDeclared);
