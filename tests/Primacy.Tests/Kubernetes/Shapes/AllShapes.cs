using static Primacy.Tests.Kubernetes.Shapes.Manifest;

namespace Primacy.Tests.Kubernetes.Shapes;

/// <summary>What each operator or chart makes, by its documentation.</summary>
static class AllShapes
{
    const string Cnpg = "cnpg.io/cluster=pg";
    const string CnpgInstance = $"{Cnpg},cnpg.io/podRole=instance,cnpg.io/instanceName";
    const string Pgo = "postgres-operator.crunchydata.com/cluster=hippo";
    const string PgoRole = "postgres-operator.crunchydata.com/role";
    const string PgoInstance = "postgres-operator.crunchydata.com/instance";
    const string PgoData = "postgres-operator.crunchydata.com/data";
    const string PgoBackup = "postgres-operator.crunchydata.com/pgbackrest";
    const string Zal = "application=spilo,cluster-name=acid-shop,team=acid";
    const string ZalPooler = "application=db-connection-pooler,cluster-name=acid-shop";
    const string Sg = "app=StackGresCluster,stackgres.io/cluster-name=web,stackgres.io/cluster-uid=u1";
    const string Bit =
        "app.kubernetes.io/instance=story,app.kubernetes.io/name=postgresql-ha,app.kubernetes.io/managed-by=Helm";
    const string Component = "app.kubernetes.io/component";
    const string Pat = "application=patroni,cluster-name=demo";

    /// <summary>Patroni's annotations of the object that says who leads.</summary>
    static string Leads(string pod) => $"leader={pod},renewTime=2026-01-01T00:00:00Z,ttl=30,transitions=1";

    public static Shape CloudNativePg { get; } =
        new()
        {
            Preset = "cloudnative-pg",
            Cluster = "pg",
            Instances = ["pg-1", "pg-2", "pg-4"],
            Primary = "pg-1",
            Others = ["pg-pooler-rw-5b9d", "pg-2-join-x7x2q"],
            Writing = "pg-rw",
            Reading = "pg-ro",
            Secret = "pg-superuser",
            Manifests =
            [
                Pod(
                    "pg-1",
                    $"{CnpgInstance}=pg-1,cnpg.io/instanceRole=primary,role=primary",
                    "10.1.0.1",
                    ports: "postgresql=5432,metrics=9187"
                ),
                Pod(
                    "pg-2",
                    $"{CnpgInstance}=pg-2,cnpg.io/instanceRole=replica,role=replica",
                    "10.1.0.2",
                    ports: "postgresql=5432,metrics=9187"
                ),
                Pod(
                    "pg-4",
                    $"{CnpgInstance}=pg-4,cnpg.io/instanceRole=replica,role=replica",
                    "10.1.0.4",
                    ports: "postgresql=5432,metrics=9187"
                ),
                Pod(
                    "pg-pooler-rw-5b9d",
                    $"{Cnpg},cnpg.io/podRole=pooler,cnpg.io/poolerName=pg-pooler-rw",
                    "10.1.0.8",
                    ports: "pgbouncer=5432"
                ),
                Pod("pg-2-join-x7x2q", $"{Cnpg},cnpg.io/jobRole=join,cnpg.io/instanceName=pg-2", "10.1.0.9"),
                Service("pg-rw", Cnpg, $"{Cnpg},cnpg.io/instanceRole=primary"),
                Service("pg-ro", Cnpg, $"{Cnpg},cnpg.io/instanceRole=replica"),
                Service("pg-r", Cnpg, $"{Cnpg},cnpg.io/podRole=instance"),
                Endpoints("pg-rw", Cnpg, "pg-1=10.1.0.1"),
                Endpoints("pg-ro", Cnpg, "pg-2=10.1.0.2,pg-4=10.1.0.4"),
                Endpoints("pg-r", Cnpg, "pg-1=10.1.0.1,pg-2=10.1.0.2,pg-4=10.1.0.4"),
            ],
        };

    public static Shape Crunchy { get; } =
        new()
        {
            Preset = "crunchy",
            Cluster = "hippo",
            Instances = ["hippo-one-abcd-0", "hippo-one-wxyz-0"],
            Primary = "hippo-one-abcd-0",
            Others = ["hippo-pgbouncer-7f", "hippo-repo-host-0", "hippo-backup-2x"],
            Writing = "hippo-ha",
            Reading = "hippo-replicas",
            Leader = "Endpoints",
            Secret = "hippo-monitoring",
            Manifests =
            [
                Pod(
                    "hippo-one-abcd-0",
                    $"{Pgo},{PgoInstance}=hippo-one-abcd,{PgoRole}=master,{PgoData}=postgres",
                    "10.2.0.1",
                    "hippo-one-abcd",
                    "postgres=5432,exporter=9187"
                ),
                Pod(
                    "hippo-one-wxyz-0",
                    $"{Pgo},{PgoInstance}=hippo-one-wxyz,{PgoRole}=replica,{PgoData}=postgres",
                    "10.2.0.2",
                    "hippo-one-wxyz",
                    "postgres=5432,exporter=9187"
                ),
                Pod("hippo-pgbouncer-7f", $"{Pgo},{PgoRole}=pgbouncer", "10.2.0.7", ports: "pgbouncer=5432"),
                Pod("hippo-repo-host-0", $"{Pgo},{PgoBackup}=,{PgoData}=pgbackrest", "10.2.0.8", "hippo-repo-host"),
                Pod("hippo-backup-2x", $"{Pgo},{PgoBackup}=,{PgoBackup}-backup=manual", "10.2.0.9"),
                StatefulSet("hippo-one-abcd", $"{Pgo},{PgoInstance}=hippo-one-abcd", 1, "hippo-pods", "postgres=5432"),
                StatefulSet("hippo-one-wxyz", $"{Pgo},{PgoInstance}=hippo-one-wxyz", 1, "hippo-pods", "postgres=5432"),
                StatefulSet("hippo-repo-host", $"{Pgo},{PgoBackup}=", 1, "hippo-pods"),
                Service("hippo-ha", $"{Pgo},postgres-operator.crunchydata.com/patroni=hippo-ha", ""),
                Service("hippo-replicas", $"{Pgo},{PgoRole}=replica", $"{Pgo},{PgoRole}=replica"),
                Endpoints(
                    "hippo-ha",
                    $"{Pgo},postgres-operator.crunchydata.com/patroni=hippo-ha",
                    "hippo-one-abcd-0=10.2.0.1",
                    Leads("hippo-one-abcd-0")
                ),
                Endpoints("hippo-replicas", Pgo, "hippo-one-wxyz-0=10.2.0.2"),
            ],
        };

    public static Shape Zalando { get; } =
        new()
        {
            Preset = "zalando",
            Cluster = "acid-shop",
            Instances = ["acid-shop-0", "acid-shop-1"],
            Primary = "acid-shop-1",
            Others = ["acid-shop-pooler-9c", "logical-backup-acid-shop-28"],
            Writing = "acid-shop",
            Reading = "acid-shop-repl",
            Leader = "Endpoints",
            Secret = "postgres.acid-shop.credentials.postgresql.acid.zalan.do",
            Manifests =
            [
                Pod(
                    "acid-shop-0",
                    $"{Zal},spilo-role=replica",
                    "10.3.0.1",
                    "acid-shop",
                    "patroni=8008,postgresql=5432,pgqd=8080"
                ),
                Pod(
                    "acid-shop-1",
                    $"{Zal},spilo-role=master",
                    "10.3.0.2",
                    "acid-shop",
                    "patroni=8008,postgresql=5432,pgqd=8080"
                ),
                Pod(
                    "acid-shop-pooler-9c",
                    $"{ZalPooler},connection-pooler=acid-shop-pooler,spilo-role=master",
                    "10.3.0.7"
                ),
                Pod(
                    "logical-backup-acid-shop-28",
                    "application=spilo-logical-backup,cluster-name=acid-shop",
                    "10.3.0.8"
                ),
                StatefulSet("acid-shop", Zal, 2, "acid-shop", "postgresql=5432"),
                Service("acid-shop", $"{Zal},spilo-role=master", ""),
                Service("acid-shop-repl", $"{Zal},spilo-role=replica", $"{Zal},spilo-role=replica"),
                Endpoints("acid-shop", Zal, "acid-shop-1=10.3.0.2", Leads("acid-shop-1")),
                Endpoints("acid-shop-repl", Zal, "acid-shop-0=10.3.0.1"),
                Endpoints("acid-shop-config", Zal, "", "initialize=7043029151653077050"),
            ],
        };

    public static Shape StackGres { get; } =
        new()
        {
            Preset = "stackgres",
            Cluster = "web",
            Instances = ["web-0", "web-1"],
            Port = 7433,
            Primary = "web-0",
            Others = ["web-backup-281"],
            Writing = "web",
            Reading = "web-replicas",
            Leader = "Endpoints",
            Secret = "web",
            Manifests =
            [
                Pod(
                    "web-0",
                    $"{Sg},stackgres.io/cluster=true,role=master",
                    "10.4.0.1",
                    "web",
                    "pgport=7432,pgreplication=7433"
                ),
                Pod(
                    "web-1",
                    $"{Sg},stackgres.io/cluster=true,role=replica",
                    "10.4.0.2",
                    "web",
                    "pgport=7432,pgreplication=7433"
                ),
                Pod("web-backup-281", $"{Sg},stackgres.io/backup=true", "10.4.0.9"),
                StatefulSet("web", $"{Sg},stackgres.io/cluster=true", 2, "web", "pgport=7432,pgreplication=7433"),
                Service("web", Sg, ""),
                Service("web-replicas", Sg, $"{Sg},role=replica"),
                Endpoints("web", Sg, "web-0=10.4.0.1", Leads("web-0")),
                Endpoints("web-replicas", Sg, "web-1=10.4.0.2"),
            ],
        };

    public static Shape Bitnami { get; } =
        new()
        {
            Preset = "bitnami",
            Cluster = "story",
            Instances = ["story-postgresql-ha-postgresql-0", "story-postgresql-ha-postgresql-1"],
            Primary = "",
            HasRoles = false,
            Others = ["story-postgresql-ha-pgpool-8d", "story-postgresql-ha-postgresql-witness-0"],
            Secret = "story-postgresql-ha-postgresql",
            Manifests =
            [
                Pod(
                    "story-postgresql-ha-postgresql-0",
                    $"{Bit},{Component}=postgresql,role=data",
                    "10.5.0.1",
                    "story-postgresql-ha-postgresql",
                    "postgresql=5432"
                ),
                Pod(
                    "story-postgresql-ha-postgresql-1",
                    $"{Bit},{Component}=postgresql,role=data",
                    "10.5.0.2",
                    "story-postgresql-ha-postgresql",
                    "postgresql=5432"
                ),
                Pod(
                    "story-postgresql-ha-postgresql-witness-0",
                    $"{Bit},{Component}=postgresql,role=witness",
                    "10.5.0.3",
                    "story-postgresql-ha-postgresql-witness",
                    "postgresql=5432"
                ),
                Pod("story-postgresql-ha-pgpool-8d", $"{Bit},{Component}=pgpool", "10.5.0.8", ports: "postgresql=5432"),
                StatefulSet(
                    "story-postgresql-ha-postgresql",
                    $"{Bit},{Component}=postgresql,role=data",
                    2,
                    "story-postgresql-ha-postgresql-headless",
                    "postgresql=5432"
                ),
                StatefulSet(
                    "story-postgresql-ha-postgresql-witness",
                    $"{Bit},{Component}=postgresql,role=witness",
                    1,
                    "story-postgresql-ha-postgresql-witness",
                    "postgresql=5432"
                ),
                Service(
                    "story-postgresql-ha-postgresql",
                    $"{Bit},{Component}=postgresql",
                    $"{Bit},{Component}=postgresql,role=data"
                ),
                Endpoints(
                    "story-postgresql-ha-postgresql",
                    $"{Bit},{Component}=postgresql",
                    "story-postgresql-ha-postgresql-0=10.5.0.1,story-postgresql-ha-postgresql-1=10.5.0.2"
                ),
            ],
        };

    public static Shape Patroni { get; } =
        new()
        {
            Preset = "patroni",
            Cluster = "demo",
            Instances = ["demo-0", "demo-1", "demo-2"],
            Primary = "demo-2",
            Others = ["demo-exporter-66"],
            Writing = "demo",
            Reading = "demo-repl",
            Leader = "Endpoints",
            Manifests =
            [
                Pod("demo-0", $"{Pat},role=replica", "10.6.0.1", "demo", "postgresql=5432,patroni=8008"),
                Pod("demo-1", $"{Pat},role=replica", "10.6.0.2", "demo", "postgresql=5432,patroni=8008"),
                Pod("demo-2", $"{Pat},role=primary", "10.6.0.3", "demo", "postgresql=5432,patroni=8008"),
                Pod("demo-exporter-66", "app=postgres-exporter,cluster-name=demo", "10.6.0.9"),
                StatefulSet("demo", Pat, 3, "demo-pods", "postgresql=5432"),
                Service("demo", Pat, ""),
                Service("demo-repl", Pat, $"{Pat},role=replica"),
                Endpoints("demo", Pat, "demo-2=10.6.0.3", Leads("demo-2")),
                Endpoints("demo-repl", Pat, "demo-0=10.6.0.1,demo-1=10.6.0.2"),
            ],
        };

    public static IReadOnlyList<Shape> All { get; } = [CloudNativePg, Crunchy, Zalando, StackGres, Bitnami, Patroni];
}
