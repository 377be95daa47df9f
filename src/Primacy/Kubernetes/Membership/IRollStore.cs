using Primacy.Kubernetes.Discovering;

namespace Primacy.Kubernetes.Membership;

/// <summary>Keeps who is expected over a restart.</summary>
internal interface IRollStore
{
    EquatableArray<KnownCluster> Load();

    /// <summary>Keeps some clusters and drops others; what cannot be kept is said, and nothing else fails.</summary>
    void Save(IReadOnlyCollection<KnownCluster> changed, IReadOnlyCollection<ClusterKey> gone);
}
