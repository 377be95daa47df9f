using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>
/// Crunchy's PGO from version 5, and Percona's operator that is made of it: Patroni, and for each instance a
/// StatefulSet of one pod. See https://access.crunchydata.com/documentation/postgres-operator/latest.
/// </summary>
internal sealed class CrunchyPreset : IPreset
{
    const string Prefix = "postgres-operator.crunchydata.com/";

    public string Name => "crunchy";

    public string Manager => "Patroni";

    public EquatableArray<Interest> Interests { get; } =
        Interest.In(Prefix + "cluster", ObjectKind.StatefulSet, ObjectKind.ConfigMap);

    public IReadOnlyList<string> RoleLabels { get; } = [Prefix + "role"];

    public string? ClusterOf(KubernetesObject thing) => thing.Meta.Label(Prefix + "cluster");

    public string? Objection(Pod pod) =>
        pod.Meta.Label(Prefix + "role") is ("pgbouncer" or "pgadmin") and var role ? $"is {role}"
        : pod.Meta.Label(Prefix + "pgbackrest") is not null ? "is of pgBackRest"
        : pod.Meta.Label(Prefix + "pgupgrade") is not null ? "does an upgrade"
        : pod.Meta.Label(Prefix + "instance") is null ? $"has no label {Prefix}instance"
        : null;

    public bool MakesInstances(StatefulSet set) =>
        set.Meta.Label(Prefix + "instance") is not null && set.Meta.Label(Prefix + "pgbackrest") is null;

    /// <summary>
    /// Patroni writes who leads into the Endpoints of this Service; "-primary" only points to its address.
    /// </summary>
    public bool LeadsToPrimary(string service, string cluster) => service == $"{cluster}-ha";

    public LeaderWord? LeaderOf(KubernetesObject thing) => PatroniLeader.Of(thing);

    /// <summary>The role that its exporter uses, which is in pg_monitor.</summary>
    public SecretReference? SecretOf(DiscoveredCluster cluster) =>
        new($"{cluster.Key.Name}-monitoring", null, ["password"]) { User = "ccp_monitoring" };
}
