using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>
/// bitnami's chart postgresql-ha: repmgr in a StatefulSet, pgpool before it. No Service leads to the primary: pgpool
/// chooses.
/// See https://github.com/bitnami/charts/tree/main/bitnami/postgresql-ha.
/// </summary>
internal sealed class BitnamiPreset : IPreset
{
    const string Component = "app.kubernetes.io/component";
    const string Chart = "postgresql-ha";

    public string Name => "bitnami";

    public string Manager => "repmgr";

    /// <summary>The chart's <c>postgresql.repmgrDatabase</c>, unless somebody has set it.</summary>
    public string? RepmgrDatabase => "repmgr";

    /// <summary>The name of the chart is no criterion: as a part of another chart it may have any.</summary>
    public EquatableArray<Interest> Interests { get; } =
        Interest.In($"app.kubernetes.io/instance,{Component} in (postgresql,pgpool)", ObjectKind.StatefulSet);

    /// <summary>The release; beside another one in the same release, with the name that it has there.</summary>
    public string? ClusterOf(KubernetesObject thing) =>
        thing.Meta.Label("app.kubernetes.io/instance") is not { } release || !IsOfChart(thing.Meta) ? null
        : thing.Meta.Label("app.kubernetes.io/name") is { } name and not Chart ? $"{release}-{name}"
        : release;

    public string? Objection(Pod pod) =>
        pod.Meta.Label(Component) switch
        {
            "pgpool" => "is a pgpool",
            "postgresql" when pod.Meta.Label("role") == "witness" => "is repmgr's witness, a server of its own",
            "postgresql" => null,
            var other => $"is of the component {other ?? "without a name"}",
        };

    public int? PgpoolPortOf(Pod pod) =>
        pod.Meta.Label(Component) == "pgpool" ? pod.Port("postgresql") ?? Ports.Default : null;

    public bool MakesInstances(StatefulSet set) =>
        set.Meta.Label(Component) == "postgresql" && set.Meta.Label("role") != "witness";

    /// <summary>The Secret bears the name of the StatefulSet; the chart's older versions had other keys.</summary>
    public SecretReference? SecretOf(DiscoveredCluster cluster) =>
        cluster.Sets is [var set]
            ? new(set.Name, null, ["postgres-password", "password", "postgresql-password"]) { User = "postgres" }
            : null;

    static bool IsOfChart(ObjectMeta meta) =>
        meta.Label("app.kubernetes.io/name") == Chart
        || (meta.Label("helm.sh/chart") is { } chart && chart.StartsWith($"{Chart}-", StringComparison.Ordinal));
}
