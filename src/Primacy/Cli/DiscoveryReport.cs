using Primacy.Kubernetes.Discovering;
using Primacy.Topology;

namespace Primacy.Cli;

/// <summary>What <c>primacy discover</c> says.</summary>
internal sealed record DiscoveryReport(
    IReadOnlyList<DiscoveryReport.Cluster> Clusters,
    IReadOnlyList<DiscoveryReport.Pod> Passed
)
{
    public static DiscoveryReport Of(Discovery found) =>
        new(
            [
                .. found.Clusters.Select(cluster => new Cluster(
                    cluster.Key.Preset,
                    cluster.Key.Namespace,
                    cluster.Key.Name,
                    [.. cluster.Instances.Select(instance => Of(cluster, instance))]
                )),
            ],
            [.. found.Passed.Select(pod => new Pod(pod.Preset, pod.Namespace, pod.Name, pod.Why))]
        );

    static Instance Of(DiscoveredCluster cluster, DiscoveredInstance instance) =>
        new(
            instance.Name,
            instance.Address,
            instance.Port,
            [
                .. from stated in cluster.Claims
                from member in stated.Claim.Members
                where member.Name == instance.Name && member.Role is not null
                select $"{(member.Role is Role.Primary ? "primary" : "standby")} by {stated.Claim.Source}",
            ]
        );

    internal sealed record Cluster(string Preset, string Namespace, string Name, IReadOnlyList<Instance> Instances);

    /// <param name="Name">The name of its pod.</param>
    /// <param name="Address">Where it is; null while it has no address.</param>
    /// <param name="Port">The port.</param>
    /// <param name="Believed">What Kubernetes and the manager take it for, and where that is written.</param>
    internal sealed record Instance(string Name, string? Address, int Port, IReadOnlyList<string> Believed);

    internal sealed record Pod(string Preset, string Namespace, string Name, string Why);
}
