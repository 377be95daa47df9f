using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>
/// StackGres: Patroni in a StatefulSet. From outside the pod PostgreSQL itself is at 7433, and a PgBouncer at 7432. See
/// https://stackgres.io/doc/latest/.
/// </summary>
internal sealed class StackGresPreset : IPreset
{
    const string Cluster = "stackgres.io/cluster-name";

    const int PortDefault = 7433;

    public string Name => "stackgres";

    public string Manager => "Patroni";

    public EquatableArray<Interest> Interests { get; } =
        Interest.In(Cluster, ObjectKind.StatefulSet, ObjectKind.ConfigMap);

    public IReadOnlyList<string> RoleLabels { get; } = ["role"];

    public string? ClusterOf(KubernetesObject thing) => thing.Meta.Label(Cluster);

    public string? Objection(Pod pod) =>
        pod.Meta.Label("stackgres.io/cluster") == "true" && pod.Meta.Owner is null or { Kind: "StatefulSet" }
            ? null
            : "is no pod of the cluster's StatefulSet, but of a job or a tool";

    public bool MakesInstances(StatefulSet set) => set.Meta.Label("stackgres.io/cluster") == "true";

    public int PortOf(ObjectMeta meta, EquatableArray<NamedPort> ports) =>
        Ports.Named(ports, "pgreplication") ?? PortDefault;

    public bool LeadsToPrimary(string service, string cluster) => service == cluster;

    public LeaderWord? LeaderOf(KubernetesObject thing) => PatroniLeader.Of(thing);

    public SecretReference? SecretOf(DiscoveredCluster cluster) =>
        new(cluster.Key.Name, "superuser-username", ["superuser-password"]) { User = "postgres" };
}
