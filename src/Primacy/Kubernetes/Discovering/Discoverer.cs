using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Discovering;

/// <summary>From objects to clusters. Pure, so that a preset is tested with nothing but objects.</summary>
internal static class Discoverer
{
    /// <summary>Everything that all presets find. A pod belongs to the first that takes it.</summary>
    /// <param name="seen">Each preset with the objects of its interests.</param>
    public static Discovery Discover(IEnumerable<(IPreset Preset, IReadOnlyCollection<KubernetesObject> Objects)> seen)
    {
        var taken = new HashSet<(string, string)>();
        var clusters = new List<DiscoveredCluster>();
        var traces = new HashSet<ClusterKey>();
        var passed = new List<PassedPod>();
        foreach (var (preset, objects) in seen)
        {
            var found = Discover(preset, objects, taken);
            clusters.AddRange(found.Clusters);
            traces.UnionWith(found.Traces);
            passed.AddRange(found.Passed);
        }
        passed.RemoveAll(pod => taken.Contains((pod.Namespace, pod.Name)));
        return new Discovery([.. clusters], [.. traces], [.. passed]);
    }

    static Discovery Discover(
        IPreset preset,
        IReadOnlyCollection<KubernetesObject> objects,
        HashSet<(string, string)> taken
    )
    {
        var passed = new List<PassedPod>();
        var parts = new SortedDictionary<(string Namespace, string Name), ClusterParts>();
        foreach (var thing in objects)
        {
            if (preset.ClusterOf(thing) is not { Length: > 0 } name)
            {
                if (thing is Pod stranger)
                    passed.Add(Pass(preset, stranger, "has no label that names its cluster"));
                continue;
            }
            var key = (thing.Namespace, name);
            if (!parts.TryGetValue(key, out var cluster))
                parts[key] = cluster = new ClusterParts(new ClusterKey(preset.Name, thing.Namespace, name));
            if (thing is not Pod pod)
                cluster.Add(preset, thing);
            else if (Objection(preset, pod) is { } why)
            {
                passed.Add(Pass(preset, pod, why));
                if (!pod.IsOver && preset.PgpoolPortOf(pod) is not null)
                    cluster.Pgpools.Add(pod);
            }
            else if (taken.Add((pod.Namespace, pod.Name)))
                cluster.Pods.Add(pod);
        }
        return new Discovery(
            [.. parts.Values.Select(cluster => cluster.ToCluster(preset)).Where(c => c.Instances.Count > 0)],
            [.. parts.Values.Select(cluster => cluster.Key)],
            [.. passed]
        );
    }

    static string? Objection(IPreset preset, Pod pod) =>
        pod.IsOver ? "has ended for good, as the pod of a job does" : preset.Objection(pod);

    static PassedPod Pass(IPreset preset, Pod pod, string why) => new(pod.Namespace, pod.Name, preset.Name, why);
}
