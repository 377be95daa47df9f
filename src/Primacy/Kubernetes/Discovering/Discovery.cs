namespace Primacy.Kubernetes.Discovering;

/// <summary>What is found in Kubernetes at one moment.</summary>
/// <param name="Clusters">The clusters that have instances, in the order of their keys.</param>
/// <param name="Traces">The clusters of which anything at all is left.</param>
/// <param name="Passed">The pods that were not taken.</param>
internal sealed record Discovery(
    EquatableArray<DiscoveredCluster> Clusters,
    EquatableArray<ClusterKey> Traces,
    EquatableArray<PassedPod> Passed
)
{
    /// <summary>
    /// Presets that cannot see what declares their clusters: that one is not found says nothing there.
    /// </summary>
    public EquatableArray<string> Blind { get; init; }

    public static Discovery Nothing { get; } = new([], [], []);
}
