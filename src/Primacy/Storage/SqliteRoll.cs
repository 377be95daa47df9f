using Microsoft.Data.Sqlite;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Membership;

namespace Primacy.Storage;

/// <summary>Who is expected of what was found in Kubernetes, a row for each instance.</summary>
internal sealed class SqliteRoll(JournalFile file) : IRollStore
{
    public EquatableArray<KnownCluster> Load() =>
        file.Read<EquatableArray<KnownCluster>>(connection =>
        {
            var instances = connection
                .Query(
                    """
                    SELECT preset, namespace, cluster, name, port, address, dns_name, stateful_set, gone_since
                    FROM discovered_instance ORDER BY preset, namespace, cluster, position
                    """,
                    row => (Key: KeyOf(row), Instance: InstanceOf(row))
                )
                .ToLookup(row => row.Key, row => row.Instance);
            var clusters = connection.Query(
                "SELECT preset, namespace, name, was_declared FROM discovered_cluster ORDER BY preset, namespace, name",
                row => (Key: KeyOf(row), WasDeclared: row.GetInt64(3) != 0)
            );
            return [.. clusters.Select(c => new KnownCluster(c.Key, [.. instances[c.Key]], c.WasDeclared))];
        });

    public void Save(IReadOnlyCollection<KnownCluster> changed, IReadOnlyCollection<ClusterKey> gone) =>
        file.Write(connection =>
        {
            foreach (var key in gone.Concat(changed.Select(cluster => cluster.Key)))
                Delete(connection, key);
            foreach (var cluster in changed)
                Insert(connection, cluster);
        });

    static void Delete(SqliteConnection connection, ClusterKey key)
    {
        (string, object?)[] of = [.. Parameters(key)];
        connection.Execute(
            "DELETE FROM discovered_cluster WHERE preset = $preset AND namespace = $namespace AND name = $name",
            of
        );
        connection.Execute(
            "DELETE FROM discovered_instance WHERE preset = $preset AND namespace = $namespace AND cluster = $name",
            of
        );
    }

    static void Insert(SqliteConnection connection, KnownCluster cluster)
    {
        connection.Execute(
            "INSERT INTO discovered_cluster VALUES ($preset, $namespace, $name, $declared)",
            [.. Parameters(cluster.Key), ("$declared", cluster.WasDeclared ? 1 : 0)]
        );
        for (var position = 0; position < cluster.Instances.Count; position++)
        {
            var instance = cluster.Instances[position];
            connection.Execute(
                """
                INSERT INTO discovered_instance (preset, namespace, cluster, position, name, port, address, dns_name,
                    stateful_set, gone_since)
                VALUES ($preset, $namespace, $name, $position, $instance, $port, $address, $dns_name, $set, $gone_since)
                """,
                [
                    .. Parameters(cluster.Key),
                    ("$position", position),
                    ("$instance", instance.Name),
                    ("$port", instance.Port),
                    ("$address", instance.Address),
                    ("$dns_name", instance.DnsName),
                    ("$set", instance.Set),
                    ("$gone_since", StoredTime.Write(instance.GoneSince)),
                ]
            );
        }
    }

    static IEnumerable<(string, object?)> Parameters(ClusterKey key) =>
        [("$preset", key.Preset), ("$namespace", key.Namespace), ("$name", key.Name)];

    static ClusterKey KeyOf(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));

    static KnownInstance InstanceOf(SqliteDataReader row) =>
        new(row.GetString(3), row.GetInt32(4))
        {
            Address = row.Text(5),
            DnsName = row.Text(6),
            Set = row.Text(7),
            GoneSince = StoredTime.ReadOrNull(row.Text(8)),
        };
}
