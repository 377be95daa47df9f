using Primacy.Kubernetes.Objects;
using Primacy.Topology;

namespace Primacy.Kubernetes.Discovering;

/// <summary>
/// How one operator or chart labels what belongs to its clusters. It is pure: objects in, answers out. A new one is a
/// file that implements this, and a line in <see cref="Presets.AllPresets"/>.
/// </summary>
internal interface IPreset
{
    /// <summary>Its name in the configuration.</summary>
    string Name { get; }

    /// <summary>Who manages such clusters, as people write it.</summary>
    string Manager { get; }

    /// <summary>What has to be watched; only objects of these come to the other members.</summary>
    EquatableArray<Interest> Interests { get; }

    /// <summary>Labels of a pod that say its role; the first that it has counts.</summary>
    IReadOnlyList<string> RoleLabels => [];

    /// <summary>
    /// The port at which Patroni's REST API answers on each pod; null where it is not run, or not open.
    /// </summary>
    int? PatroniPort => null;

    /// <summary>The database on each instance in which repmgr keeps its table; null where it manages none.</summary>
    string? RepmgrDatabase => null;

    /// <summary>The port at which the pgpool of a pod answers; null when the pod runs none.</summary>
    int? PgpoolPortOf(Pod pod) => null;

    /// <summary>The name of the cluster that an object belongs to; null when it belongs to none of this kind.</summary>
    string? ClusterOf(KubernetesObject thing);

    /// <summary>
    /// Why a pod of a cluster is no instance of PostgreSQL, as the end of a sentence that begins with it; null when it
    /// is.
    /// </summary>
    string? Objection(Pod pod);

    /// <summary>Whether the pods of a StatefulSet are instances.</summary>
    bool MakesInstances(StatefulSet set) => true;

    /// <summary>Where PostgreSQL itself listens, with no pooler before it.</summary>
    int PortOf(ObjectMeta meta, EquatableArray<NamedPort> ports) =>
        Ports.Named(ports, "postgresql", "postgres") ?? Ports.Default;

    /// <summary>The role that a label's value stands for.</summary>
    Role? RoleOf(string value) => RoleWords.Read(value);

    /// <summary>
    /// Whether writes go through a Service of this name though it selects nobody, as where Patroni writes its
    /// Endpoints.
    /// </summary>
    bool LeadsToPrimary(string service, string cluster) => false;

    /// <summary>Who leads according to an object; null when it does not say.</summary>
    LeaderWord? LeaderOf(KubernetesObject thing) => null;

    /// <summary>
    /// Where the operator keeps credentials with which an instance can be asked; null where it makes none.
    /// </summary>
    SecretReference? SecretOf(DiscoveredCluster cluster) => null;
}
