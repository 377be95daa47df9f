using Primacy.Kubernetes.Discovering;

namespace Primacy.Kubernetes.Membership;

/// <summary>
/// Who is expected. Kubernetes declares members by pods and by StatefulSets; what it no longer shows stays expected, as
/// the instance behind it may still run: a pod that was deleted by force on a node that is cut off is gone here and
/// serves there. Pure.
/// </summary>
internal static class Roll
{
    /// <summary>Who is expected from now on.</summary>
    /// <param name="known">Who was expected until now.</param>
    /// <param name="found">What Kubernetes shows.</param>
    /// <param name="now">The time.</param>
    /// <param name="forget">How long an instance stays expected that nothing declares.</param>
    public static EquatableArray<KnownCluster> Next(
        EquatableArray<KnownCluster> known,
        Discovery found,
        DateTimeOffset now,
        TimeSpan forget
    )
    {
        var before = known.ToDictionary(cluster => cluster.Key);
        var traces = found.Traces.ToHashSet();
        var next = new List<KnownCluster>();
        foreach (var cluster in found.Clusters)
        {
            before.Remove(cluster.Key, out var old);
            next.Add(Update(old, cluster, now, forget));
        }
        next.AddRange(
            from old in before.Values
            // What nobody may see is not gone.
            let isBlind = found.Blind.Contains(old.Key.Preset)
            // Deleted with all that declares it, which nobody does by chance. Bare pods vanish for other reasons, too.
            where isBlind || traces.Contains(old.Key) || !old.WasDeclared
            let left = isBlind ? old.Instances : Left(old.Instances, now, forget)
            where left.Count > 0
            select old with
            {
                Instances = left,
            }
        );
        return WithoutTaken([.. next.OrderBy(c => c.Key.ToString(), StringComparer.Ordinal)], found);
    }

    static KnownCluster Update(KnownCluster? old, DiscoveredCluster cluster, DateTimeOffset now, TimeSpan forget)
    {
        var before = (old?.Instances ?? []).ToDictionary(instance => instance.Name);
        var instances = new List<KnownInstance>();
        foreach (var found in cluster.Instances)
        {
            before.Remove(found.Name, out var known);
            instances.Add(
                new KnownInstance(found.Name, found.Port)
                {
                    // A pod that is being made anew has no address yet; the old one is still the best there is.
                    Address = found.Address ?? known?.Address,
                    DnsName = found.DnsName ?? known?.DnsName,
                    Set = found.Set,
                }
            );
        }
        EquatableArray<KnownInstance> gone = [.. before.Values.Where(known => !IsScaledDown(known, cluster))];
        instances.AddRange(Left(gone, now, forget));
        return new KnownCluster(
            cluster.Key,
            [.. instances.OrderBy(instance => instance.Name, PodNames.InOrder)],
            cluster.IsDeclared || old is { WasDeclared: true }
        );
    }

    /// <summary>Whoever scales a StatefulSet down wants fewer instances, and has said so.</summary>
    static bool IsScaledDown(KnownInstance known, DiscoveredCluster cluster) =>
        known.Set is { } name
        && cluster.Sets.FirstOrDefault(set => set.Name == name) is { } set
        && PodNames.Ordinal(known.Name, name) is { } ordinal
        && !set.Declares(ordinal);

    static EquatableArray<KnownInstance> Left(
        EquatableArray<KnownInstance> gone,
        DateTimeOffset now,
        TimeSpan forget
    ) =>
        [
            .. gone.Select(known =>
                    known with
                    {
                        GoneSince = known.GoneSince is { } since && since < now ? since : now,
                    }
                )
                .Where(known => now - known.GoneSince < forget),
        ];

    /// <summary>
    /// An address that another pod has got is nobody else's any more; pods in their node's network share one.
    /// </summary>
    static EquatableArray<KnownCluster> WithoutTaken(EquatableArray<KnownCluster> clusters, Discovery found)
    {
        var owners = new Dictionary<(string, int), (ClusterKey, string)>();
        foreach (var cluster in found.Clusters)
        {
            foreach (var instance in cluster.Instances.Where(instance => instance.Address is not null))
                owners[(instance.Address!, instance.Port)] = (cluster.Key, instance.Name);
        }
        return
        [
            .. clusters.Select(cluster =>
                cluster with
                {
                    Instances =
                    [
                        .. cluster.Instances.Select(instance =>
                            instance.Address is { } address
                            && owners.TryGetValue((address, instance.Port), out var owner)
                            && owner != (cluster.Key, instance.Name)
                                ? instance with
                                {
                                    Address = null,
                                }
                                : instance
                        ),
                    ],
                }
            ),
        ];
    }
}
