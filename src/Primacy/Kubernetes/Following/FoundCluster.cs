using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Membership;

namespace Primacy.Kubernetes.Following;

/// <summary>A cluster to watch: who is expected in it, and how it is asked.</summary>
/// <param name="Key">Which cluster.</param>
/// <param name="Instances">Its instances.</param>
internal sealed record FoundCluster(ClusterKey Key, EquatableArray<KnownInstance> Instances)
{
    /// <summary>Whose credentials are taken from a Secret; null when they are given otherwise.</summary>
    public FoundCredentials? Credentials { get; init; }

    /// <summary>The port of Patroni's REST API on each instance; null where there is none.</summary>
    public int? PatroniPort { get; init; }

    /// <summary>The database in which repmgr keeps its table on each instance; null where there is none.</summary>
    public string? RepmgrDatabase { get; init; }

    /// <summary>The pgpools before it, as they are now.</summary>
    public EquatableArray<PoolerAddress> Pgpools { get; init; }
}
