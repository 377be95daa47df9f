namespace Primacy.Kubernetes.Discovering;

/// <summary>A cluster as Kubernetes shows it now.</summary>
internal sealed record DiscoveredCluster(ClusterKey Key)
{
    /// <summary>In the order of their names.</summary>
    public EquatableArray<DiscoveredInstance> Instances { get; init; }

    /// <summary>Its StatefulSets, with the pods that each declares.</summary>
    public EquatableArray<DeclaringSet> Sets { get; init; }

    /// <summary>Whether something other than pods declares it: a StatefulSet or a Service.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>Its pgpools, in the order of their pods' names.</summary>
    public EquatableArray<PoolerAddress> Pgpools { get; init; }

    /// <summary>What Kubernetes and the manager believe.</summary>
    public EquatableArray<StatedClaim> Claims { get; init; }

    /// <param name="Name">The StatefulSet.</param>
    /// <param name="First">The number of its first pod.</param>
    /// <param name="Count">How many there are.</param>
    internal sealed record DeclaringSet(string Name, int First, int Count)
    {
        /// <summary>Whether a pod's number is one of its.</summary>
        public bool Declares(int ordinal) => ordinal >= First && ordinal < First + Count;
    }
}
