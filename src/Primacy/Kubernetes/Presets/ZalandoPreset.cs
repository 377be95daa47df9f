using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>
/// Zalando's operator: Spilo, which is Patroni, in a StatefulSet. Its pooler's pods bear the label of the role as well.
/// See https://postgres-operator.readthedocs.io/en/latest/reference/operator_parameters/.
/// </summary>
internal sealed class ZalandoPreset : IPreset
{
    const string ClusterLabel = "cluster-name";

    public string Name => "zalando";

    public string Manager => "Patroni";

    public EquatableArray<Interest> Interests { get; } =
        Interest.In(
            $"{ClusterLabel},application in (spilo,db-connection-pooler,spilo-logical-backup)",
            ObjectKind.StatefulSet,
            ObjectKind.ConfigMap
        );

    public IReadOnlyList<string> RoleLabels { get; } = ["spilo-role"];

    public int? PatroniPort => 8008;

    public string? ClusterOf(KubernetesObject thing) => thing.Meta.Label(ClusterLabel);

    public string? Objection(Pod pod) =>
        pod.Meta.Label("application") switch
        {
            "spilo" when pod.Meta.Label("connection-pooler") is null => null,
            "spilo-logical-backup" => "makes a logical backup",
            _ => "is of the connection pooler",
        };

    public bool MakesInstances(StatefulSet set) => set.Meta.Label("application") == "spilo";

    public bool LeadsToPrimary(string service, string cluster) => service == cluster;

    public LeaderWord? LeaderOf(KubernetesObject thing) => PatroniLeader.Of(thing);

    public SecretReference? SecretOf(DiscoveredCluster cluster) =>
        new($"postgres.{cluster.Key.Name}.credentials.postgresql.acid.zalan.do", "username", ["password"]);
}
