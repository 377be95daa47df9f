using Primacy.Kubernetes.Objects;
using Primacy.Topology;

namespace Primacy.Kubernetes.Discovering;

/// <summary>
/// What is believed of a cluster: by the labels of its pods, by the Services that lead to them and by its manager. None
/// of it rests on a quorum here: a watch is served from a cache, and nobody says how old what comes out of it is.
/// </summary>
internal sealed class ClusterClaimants(IPreset preset, ClusterParts cluster)
{
    public IEnumerable<StatedClaim> All()
    {
        if (Labels() is { } labels)
            yield return labels;
        foreach (var endpoints in cluster.Endpoints.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            if (Front(endpoints) is { } front)
                yield return front;
        }
        foreach (var thing in cluster.Others.Concat(cluster.Endpoints).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            if (preset.LeaderOf(thing) is { } word)
                yield return Leader(thing, word);
        }
    }

    StatedClaim? Labels()
    {
        var members = cluster.Pods.Select(Labelled).OfType<ClaimedMember>().ToArray();
        return members.Length == 0
            ? null
            : new StatedClaim(Claim("Kubernetes", "labels of the pods", members), ObjectKind.Pod, null);
    }

    ClaimedMember? Labelled(Pod pod)
    {
        foreach (var label in preset.RoleLabels)
        {
            if (pod.Meta.Label(label) is { Length: > 0 } value)
                return new ClaimedMember(pod.Name, pod.Address, null, preset.RoleOf(value), $"{label}={value}");
        }
        return null;
    }

    /// <summary>
    /// Through the Service for writing a primary is reached, and whoever is not behind it is claimed to be none. One
    /// for reading says only of those behind it that they are standbys.
    /// </summary>
    StatedClaim? Front(Endpoints endpoints) =>
        RoleBehind(endpoints.Name) switch
        {
            Role.Primary => Front(endpoints, [.. cluster.Pods.Select(pod => Behind(endpoints, pod))], isPartial: false),
            Role.Standby => Front(
                endpoints,
                [
                    .. cluster
                        .Pods.Where(pod => IsBehind(endpoints, pod))
                        .Select(pod => Member(pod, Role.Standby, "behind the Service for reading")),
                ],
                isPartial: true
            ),
            _ => null,
        };

    static StatedClaim? Front(Endpoints endpoints, ClaimedMember[] members, bool isPartial) =>
        members.Length == 0
            ? null
            : new StatedClaim(
                Claim("Kubernetes", $"Service {endpoints.Namespace}/{endpoints.Name}", members) with
                {
                    IsPartial = isPartial,
                },
                ObjectKind.Endpoints,
                null
            );

    static ClaimedMember Behind(Endpoints endpoints, Pod pod) =>
        IsBehind(endpoints, pod)
            ? Member(pod, Role.Primary, "behind the Service for writing")
            : Member(pod, Role.Standby, "not behind the Service for writing");

    static bool IsBehind(Endpoints endpoints, Pod pod)
    {
        foreach (var target in endpoints.Ready)
        {
            if (target.Pod is { } name ? name == pod.Name : target.Address == pod.Address)
                return true;
        }
        return false;
    }

    /// <summary>Whom a Service is meant to lead to, by the role that it selects.</summary>
    Role? RoleBehind(string name)
    {
        if (preset.LeadsToPrimary(name, cluster.Key.Name))
            return Role.Primary;
        var service = cluster.Services.Find(service => service.Name == name);
        foreach (var pair in service?.Selector ?? [])
        {
            if (preset.RoleLabels.Contains(pair.Key))
                return preset.RoleOf(pair.Value);
        }
        return null;
    }

    StatedClaim Leader(KubernetesObject thing, LeaderWord word)
    {
        var members = cluster
            .Pods.Select(pod =>
                pod.Name == word.Pod ? Member(pod, Role.Primary, word.What) : Member(pod, null, $"not {word.What}")
            )
            .ToList();
        if (members.TrueForAll(member => member.Role is null))
            members.Add(new ClaimedMember(word.Pod, null, null, Role.Primary, word.What));
        var (kind, source) = Source(thing);
        return new StatedClaim(
            Claim(preset.Manager, $"{source} {thing.Namespace}/{thing.Name}", [.. members]),
            kind,
            word.Renewal
        );
    }

    static (ObjectKind Kind, string Name) Source(KubernetesObject thing) =>
        thing switch
        {
            Lease => (ObjectKind.Lease, "Lease"),
            ConfigMap => (ObjectKind.ConfigMap, "ConfigMap"),
            CnpgCluster => (ObjectKind.CnpgCluster, "status of Cluster"),
            _ => (ObjectKind.Endpoints, "Endpoints"),
        };

    static ClaimedMember Member(Pod pod, Role? role, string what) => new(pod.Name, pod.Address, null, role, what);

    static Claim Claim(string manager, string source, ClaimedMember[] members) =>
        new()
        {
            Manager = manager,
            Source = source,
            At = DateTimeOffset.MinValue,
            Members = [.. members.OrderBy(member => member.Name, PodNames.InOrder)],
        };
}
