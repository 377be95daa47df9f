using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Discovering;

/// <summary>The objects of one cluster, gathered.</summary>
internal sealed class ClusterParts(ClusterKey key)
{
    public ClusterKey Key => key;

    public List<Pod> Pods { get; } = [];

    /// <summary>Pods that are no instances and run a pgpool.</summary>
    public List<Pod> Pgpools { get; } = [];

    public List<StatefulSet> Sets { get; } = [];

    public List<Service> Services { get; } = [];

    public List<Endpoints> Endpoints { get; } = [];

    /// <summary>What may say who leads.</summary>
    public List<KubernetesObject> Others { get; } = [];

    public void Add(IPreset preset, KubernetesObject thing)
    {
        if (thing is StatefulSet set && preset.MakesInstances(set))
            Sets.Add(set);
        else if (thing is Service service)
            Services.Add(service);
        else if (thing is Endpoints endpoints)
            Endpoints.Add(endpoints);
        else
            Others.Add(thing);
    }

    public DiscoveredCluster ToCluster(IPreset preset) =>
        new(key)
        {
            Instances = Instances(preset),
            Sets =
            [
                .. Sets.OrderBy(set => set.Name, StringComparer.Ordinal)
                    .Select(set => new DiscoveredCluster.DeclaringSet(set.Name, set.Start, set.Replicas)),
            ],
            Pgpools =
            [
                .. from pod in Pgpools
                where pod.Address is not null
                orderby pod.Name
                select new PoolerAddress(pod.Address!, preset.PgpoolPortOf(pod)!.Value),
            ],
            IsDeclared = Sets.Count + Services.Count > 0,
            Claims = [.. new ClusterClaimants(preset, this).All()],
        };

    /// <summary>The pods there are, and those that a StatefulSet declares and nobody has made yet.</summary>
    EquatableArray<DiscoveredInstance> Instances(IPreset preset)
    {
        var instances = Pods.Select(pod => new DiscoveredInstance(pod.Name, preset.PortOf(pod.Meta, pod.Ports))
            {
                Address = pod.Address,
                DnsName = pod.DnsName,
                Set = pod.Meta.Owner is { Kind: "StatefulSet", Name: var name } ? name : null,
            })
            .ToDictionary(instance => instance.Name);
        foreach (var set in Sets)
        {
            foreach (var name in set.PodNames)
                instances.TryAdd(
                    name,
                    new DiscoveredInstance(name, preset.PortOf(set.Meta, set.Ports))
                    {
                        DnsName = set.ServiceName is { } service ? $"{name}.{service}.{set.Namespace}.svc" : null,
                        Set = set.Name,
                    }
                );
        }
        return [.. instances.Values.OrderBy(instance => instance.Name, PodNames.InOrder)];
    }
}
