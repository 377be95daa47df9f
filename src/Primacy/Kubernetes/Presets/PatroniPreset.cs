using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>
/// Patroni as its own examples and the charts made after them run it: the scope is the label cluster-name, the role the
/// label role. See https://patroni.readthedocs.io/en/latest/kubernetes.html.
/// </summary>
internal sealed class PatroniPreset : IPreset
{
    const string Scope = "cluster-name";

    public string Name => "patroni";

    public string Manager => "Patroni";

    public EquatableArray<Interest> Interests { get; } =
        Interest.In(
            $"{Scope},application notin (spilo,db-connection-pooler,spilo-logical-backup),!stackgres.io/cluster-name",
            ObjectKind.StatefulSet,
            ObjectKind.ConfigMap
        );

    public IReadOnlyList<string> RoleLabels { get; } = ["role"];

    public int? PatroniPort => 8008;

    public string? ClusterOf(KubernetesObject thing) => thing.Meta.Label(Scope);

    /// <summary>
    /// Anything may be labelled so; a member of Patroni is in a StatefulSet, or has been given a role.
    /// </summary>
    public string? Objection(Pod pod) =>
        pod.Meta.Label("role") is { } role
            ? RoleWords.Read(role) is null
                ? $"has the role {role}, which is none of Patroni's"
                : null
            : pod.Meta.Label("application") == "patroni" || pod.Meta.Owner is { Kind: "StatefulSet" }
                ? null
                : "has no label role, and no StatefulSet made it";

    public bool LeadsToPrimary(string service, string cluster) => service == cluster;

    public LeaderWord? LeaderOf(KubernetesObject thing) => PatroniLeader.Of(thing);
}
