using Microsoft.Data.Sqlite;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What is remembered of a cluster, a row for each instance.</summary>
internal static class RememberedRows
{
    public static void Write(SqliteConnection connection, string cluster, ClusterMemory memory, DateTimeOffset now)
    {
        connection.Execute(
            """
            INSERT INTO cluster (name, system, written_at) VALUES ($name, $system, $now)
            ON CONFLICT (name) DO UPDATE SET system = excluded.system, written_at = excluded.written_at
            """,
            ("$name", cluster),
            ("$system", memory.System?.ToString()),
            ("$now", StoredTime.Write(now))
        );
        connection.Execute("DELETE FROM remembered WHERE cluster = $cluster", ("$cluster", cluster));
        for (var position = 0; position < memory.Instances.Count; position++)
            Insert(connection, cluster, position, memory.Instances[position]);
        StrayRows.Write(connection, cluster, memory.Strays);
    }

    public static ClusterMemory Read(SqliteConnection connection, string cluster)
    {
        var systems = connection.Query(
            "SELECT system FROM cluster WHERE name = $cluster",
            row => row.Text(0),
            ("$cluster", cluster)
        );
        var instances = connection.Query(
            """
            SELECT instance, role, system, timeline, lsn, lsn_advanced_at, role_since, role_changed, seen_at, started_at,
                followed, address, replicates_as, standby_timeline, answers_since, answered_until, is_streaming,
                start_seen_at, former_seen_at, other_role_seen_at
            FROM remembered WHERE cluster = $cluster ORDER BY position
            """,
            Remembered,
            ("$cluster", cluster)
        );
        return new ClusterMemory(
            systems is [{ } system] ? new SystemIdentifier(StoredNumber.Read(system)) : null,
            instances.ToEquatableArray()
        )
        {
            Strays = StrayRows.Read(connection, cluster),
        };
    }

    static void Insert(SqliteConnection connection, string cluster, int position, Remembered remembered) =>
        connection.Execute(
            """
            INSERT INTO remembered (cluster, position, instance, role, system, timeline, lsn, lsn_advanced_at,
                role_since, role_changed, seen_at, started_at, followed, address, replicates_as, standby_timeline,
                answers_since, answered_until, is_streaming, start_seen_at, former_seen_at, other_role_seen_at)
            VALUES ($cluster, $position, $instance, $role, $system, $timeline, $lsn, $lsn_advanced_at, $role_since,
                $role_changed, $seen_at, $started_at, $followed, $address, $replicates_as, $standby_timeline,
                $answers_since, $answered_until, $is_streaming, $start_seen_at, $former_seen_at,
                $other_role_seen_at)
            """,
            ("$cluster", cluster),
            ("$position", position),
            ("$instance", remembered.Instance.Name),
            ("$role", remembered.Role.ToString()),
            ("$system", StoredNumber.Write(remembered.System.Value)),
            ("$timeline", (long?)remembered.Timeline?.Value),
            ("$lsn", remembered.Lsn.ToString()),
            ("$lsn_advanced_at", StoredTime.Write(remembered.LsnAdvancedAt)),
            ("$role_since", StoredTime.Write(remembered.RoleSince)),
            ("$role_changed", remembered.RoleChanged ? 1 : 0),
            ("$seen_at", StoredTime.Write(remembered.SeenAt)),
            ("$started_at", StoredTime.Write(remembered.StartedAt)),
            ("$followed", remembered.Followed?.Name),
            ("$address", remembered.Address),
            ("$replicates_as", remembered.ReplicatesAs),
            ("$standby_timeline", (long?)remembered.StandbyTimeline?.Value),
            ("$answers_since", StoredTime.Write(remembered.AnswersSince)),
            ("$answered_until", StoredTime.Write(remembered.AnsweredUntil)),
            ("$is_streaming", remembered.IsStreaming ? 1 : 0),
            ("$start_seen_at", StoredTime.Write(remembered.StartSeenAt)),
            ("$former_seen_at", StoredTime.Write(remembered.FormerSeenAt)),
            ("$other_role_seen_at", StoredTime.Write(remembered.OtherRoleSeenAt))
        );

    static Remembered Remembered(SqliteDataReader row) =>
        new()
        {
            Instance = new InstanceId(row.GetString(0)),
            Role = RoleOf(row.GetString(1)),
            System = new SystemIdentifier(StoredNumber.Read(row.GetString(2))),
            Timeline = row.Timeline(3),
            Lsn = Lsn.Parse(row.GetString(4)),
            LsnAdvancedAt = StoredTime.Read(row.GetString(5)),
            RoleSince = StoredTime.Read(row.GetString(6)),
            RoleChanged = row.GetInt64(7) != 0,
            SeenAt = StoredTime.Read(row.GetString(8)),
            StartedAt = StoredTime.ReadOrNull(row.Text(9)),
            Followed = row.Text(10) is { } followed ? new InstanceId(followed) : null,
            Address = row.Text(11),
            ReplicatesAs = row.Text(12),
            StandbyTimeline = row.Timeline(13),
            AnswersSince = StoredTime.ReadOrNull(row.Text(14)),
            AnsweredUntil = StoredTime.ReadOrNull(row.Text(15)),
            IsStreaming = row.GetInt64(16) != 0,
            StartSeenAt = StoredTime.ReadOrNull(row.Text(17)),
            FormerSeenAt = StoredTime.ReadOrNull(row.Text(18)),
            OtherRoleSeenAt = StoredTime.ReadOrNull(row.Text(19)),
        };

    static Role RoleOf(string text) =>
        text switch
        {
            nameof(Role.Primary) => Role.Primary,
            nameof(Role.Standby) => Role.Standby,
            _ => throw new FormatException($"'{text}' is no role"),
        };
}
