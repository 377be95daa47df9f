using System.Globalization;
using k8s.Models;

namespace Primacy.Lab.Kubernetes.Charts;

/// <summary>
/// A release of bitnami's chart postgresql-ha, as far as anybody here looks at it. See
/// https://github.com/bitnami/charts/tree/main/bitnami/postgresql-ha.
/// </summary>
internal sealed record PostgresqlHa
{
    const string DatabasePart = "postgresql";
    const string PoolerPart = "pgpool";

    public string Namespace { get; init; } = "shop";

    public string Release { get; init; } = "orders";

    public int Replicas { get; init; } = 3;

    public int Port { get; init; } = 5432;

    public required string Password { get; init; }

    /// <summary>How often repmgrd asks a primary that is silent before it takes it for gone.</summary>
    public int ReconnectAttempts { get; init; } = 2;

    public int ReconnectIntervalSeconds { get; init; } = 3;

    public int GraceSeconds { get; init; } = 30;

    /// <summary>The name of the StatefulSet, and of the Secret.</summary>
    public string Name => $"{Release}-postgresql-ha-postgresql";

    public string Pooler => $"{Release}-postgresql-ha-pgpool";

    public IReadOnlyList<string> Pods =>
        [.. Enumerable.Range(0, Replicas).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Name}-{i}"))];

    public V1Secret Secret =>
        new()
        {
            Metadata = Meta(Name, DatabasePart),
            StringData = new Dictionary<string, string> { ["password"] = Password, ["repmgr-password"] = Password },
        };

    public IReadOnlyList<V1Service> Services =>
        [
            Service($"{Name}-headless", DatabasePart, isHeadless: true),
            Service(Name, DatabasePart, isHeadless: false),
            Service(Pooler, PoolerPart, isHeadless: false),
        ];

    public V1StatefulSet StatefulSet =>
        new()
        {
            Metadata = Meta(Name, DatabasePart),
            Spec = new V1StatefulSetSpec
            {
                Replicas = Replicas,
                ServiceName = $"{Name}-headless",
                PodManagementPolicy = "Parallel",
                Selector = new V1LabelSelector { MatchLabels = Labels(DatabasePart) },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = Labels(DatabasePart) },
                    Spec = new V1PodSpec
                    {
                        AutomountServiceAccountToken = false,
                        TerminationGracePeriodSeconds = GraceSeconds,
                        Containers = [DatabaseContainer],
                    },
                },
                VolumeClaimTemplates = [DataClaim],
            },
        };

    /// <summary>Stands for all of pgpool: a pod with a port of PostgreSQL that is no instance.</summary>
    public V1Pod PoolerPod =>
        new()
        {
            Metadata = Meta($"{Pooler}-0", PoolerPart),
            Spec = new V1PodSpec
            {
                AutomountServiceAccountToken = false,
                Containers = [Container("pgpool", "bitnami/pgpool:4", [])],
            },
        };

    V1Container DatabaseContainer =>
        Container(
            "postgresql",
            "bitnami/postgresql-repmgr:15",
            [
                From(
                    "MY_POD_NAME",
                    new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "metadata.name" } }
                ),
                FromSecret("POSTGRES_PASSWORD", "password"),
                FromSecret("REPMGR_PASSWORD", "repmgr-password"),
                Set("REPMGR_PARTNER_NODES", string.Join(',', Pods.Select(NetworkName))),
                Set("REPMGR_PRIMARY_HOST", NetworkName(Pods[0])),
                Set("REPMGR_NODE_NAME", "$(MY_POD_NAME)"),
                Set("REPMGR_NODE_NETWORK_NAME", NetworkName("$(MY_POD_NAME)")),
                Set("REPMGR_PORT_NUMBER", Text(Port)),
                Set("REPMGR_CONNECT_TIMEOUT", "5"),
                Set("REPMGR_RECONNECT_ATTEMPTS", Text(ReconnectAttempts)),
                Set("REPMGR_RECONNECT_INTERVAL", Text(ReconnectIntervalSeconds)),
            ]
        );

    static V1PersistentVolumeClaim DataClaim =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "data" },
            Spec = new V1PersistentVolumeClaimSpec
            {
                AccessModes = ["ReadWriteOnce"],
                Resources = new V1VolumeResourceRequirements
                {
                    Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("8Gi") },
                },
            },
        };

    V1Container Container(string name, string image, IList<V1EnvVar> variables) =>
        new()
        {
            Name = name,
            Image = image,
            Env = variables,
            Ports = [new V1ContainerPort { Name = "postgresql", ContainerPort = Port }],
        };

    V1Service Service(string name, string part, bool isHeadless) =>
        new()
        {
            Metadata = Meta(name, part),
            Spec = new V1ServiceSpec
            {
                ClusterIP = isHeadless ? "None" : null,
                Selector = Labels(part),
                Ports = [new V1ServicePort { Name = "postgresql", Port = Port }],
            },
        };

    static V1EnvVar Set(string name, string value) => new() { Name = name, Value = value };

    V1EnvVar FromSecret(string name, string key) =>
        From(
            name,
            new V1EnvVarSource
            {
                SecretKeyRef = new V1SecretKeySelector { Name = Name, Key = key },
            }
        );

    static V1EnvVar From(string name, V1EnvVarSource source) => new() { Name = name, ValueFrom = source };

    string NetworkName(string pod) => $"{pod}.{Name}-headless.{Namespace}.svc.cluster.local";

    V1ObjectMeta Meta(string name, string part) =>
        new()
        {
            Name = name,
            NamespaceProperty = Namespace,
            Labels = Labels(part),
        };

    Dictionary<string, string> Labels(string part)
    {
        var labels = new Dictionary<string, string>
        {
            ["app.kubernetes.io/name"] = "postgresql-ha",
            ["app.kubernetes.io/instance"] = Release,
            ["app.kubernetes.io/component"] = part,
            ["app.kubernetes.io/managed-by"] = "Helm",
            ["helm.sh/chart"] = "postgresql-ha-16.3.4",
        };
        if (part is DatabasePart)
            labels["role"] = "data";
        return labels;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
