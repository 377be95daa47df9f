using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>
/// CloudNativePG. It has no StatefulSets: each pod is the operator's own. See
/// https://cloudnative-pg.io/documentation/current/labels_annotations/.
/// </summary>
internal sealed class CloudNativePgPreset : IPreset
{
    const string ClusterLabel = "cnpg.io/cluster";

    public string Name => "cloudnative-pg";

    public string Manager => "CloudNativePG";

    public EquatableArray<Interest> Interests { get; } =
    [.. Interest.In(ClusterLabel, ObjectKind.Lease), new Interest(ObjectKind.CnpgCluster, null)];

    /// <summary>The second one is what versions before 1.22 set.</summary>
    public IReadOnlyList<string> RoleLabels { get; } = ["cnpg.io/instanceRole", "role"];

    /// <summary>The Cluster itself bears its name and not the label.</summary>
    public string? ClusterOf(KubernetesObject thing) =>
        thing is CnpgCluster ? thing.Name : thing.Meta.Label(ClusterLabel);

    public string? Objection(Pod pod) =>
        pod.Meta.Label("cnpg.io/poolerName") is { } pooler ? $"is of the pooler {pooler}"
        : pod.Meta.Label("cnpg.io/jobRole") is { } job ? $"does a job ({job})"
        : pod.Meta.Label("cnpg.io/podRole") is { } role and not "instance" ? $"has the role {role}, not instance"
        : pod.Meta.Label("cnpg.io/podRole") is null && pod.Meta.Label("cnpg.io/instanceName") is null
            ? "has neither the label cnpg.io/podRole nor cnpg.io/instanceName"
        : null;

    public LeaderWord? LeaderOf(KubernetesObject thing) =>
        thing switch
        {
            CnpgCluster { CurrentPrimary: { Length: > 0 } current } cluster => new LeaderWord(
                current,
                cluster.TargetPrimary is { Length: > 0 } target && target != current
                    ? $"the current primary, with {target} to follow"
                    : "the current primary",
                null
            ),
            Lease { Holder: { Length: > 0 } holder } lease => new LeaderWord(
                holder,
                "the holder of the lease",
                lease.RenewedAt ?? ""
            ),
            _ => null,
        };

    /// <summary>Made unless enableSuperuserAccess is off, which it is by default: then there is none.</summary>
    public SecretReference? SecretOf(DiscoveredCluster cluster) =>
        new($"{cluster.Key.Name}-superuser", "username", ["password"]);
}
