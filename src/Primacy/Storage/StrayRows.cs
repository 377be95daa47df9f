using Microsoft.Data.Sqlite;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>Members that were on a branch of their own, a row for each branch that lacks what they held.</summary>
internal static class StrayRows
{
    public static void Write(SqliteConnection connection, string cluster, EquatableArray<Stray> strays)
    {
        connection.Execute("DELETE FROM stray WHERE cluster = $cluster", ("$cluster", cluster));
        for (var position = 0; position < strays.Count; position++)
            Insert(connection, cluster, position, strays[position]);
    }

    public static EquatableArray<Stray> Read(SqliteConnection connection, string cluster) =>
        connection
            .Query(
                """
                SELECT instance, head, against, timeline, against_timeline, fork, reached, at, started_at,
                    history_written_at, trail_started_at, trail_seen_at, trail_former_seen_at
                FROM stray WHERE cluster = $cluster ORDER BY position
                """,
                Stray,
                ("$cluster", cluster)
            )
            .ToEquatableArray();

    static void Insert(SqliteConnection connection, string cluster, int position, Stray stray) =>
        connection.Execute(
            """
            INSERT INTO stray (cluster, position, instance, head, against, timeline, against_timeline, fork, reached,
                at, started_at, history_written_at, trail_started_at, trail_seen_at, trail_former_seen_at)
            VALUES ($cluster, $position, $instance, $head, $against, $timeline, $against_timeline, $fork, $reached,
                $at, $started_at, $history_written_at, $trail_started_at, $trail_seen_at,
                $trail_former_seen_at)
            """,
            ("$cluster", cluster),
            ("$position", position),
            ("$instance", stray.Instance.Name),
            ("$head", stray.Head.Name),
            ("$against", stray.Against.Name),
            ("$timeline", (long?)stray.Timeline?.Value),
            ("$against_timeline", (long?)stray.AgainstTimeline?.Value),
            ("$fork", stray.Fork?.ToString()),
            ("$reached", stray.Reached.ToString()),
            ("$at", StoredTime.Write(stray.At)),
            ("$started_at", StoredTime.Write(stray.StartedAt)),
            ("$history_written_at", StoredTime.Write(stray.HistoryWrittenAt)),
            ("$trail_started_at", StoredTime.Write(stray.Trail?.StartedAt)),
            ("$trail_seen_at", StoredTime.Write(stray.Trail?.SeenAt)),
            ("$trail_former_seen_at", StoredTime.Write(stray.Trail?.FormerSeenAt))
        );

    static Stray Stray(SqliteDataReader row) =>
        new()
        {
            Instance = new InstanceId(row.GetString(0)),
            Head = new InstanceId(row.GetString(1)),
            Against = new InstanceId(row.GetString(2)),
            Timeline = row.Timeline(3),
            AgainstTimeline = row.Timeline(4),
            Fork = row.Text(5) is { } fork ? Lsn.Parse(fork) : null,
            Reached = Lsn.Parse(row.GetString(6)),
            At = StoredTime.Read(row.GetString(7)),
            StartedAt = StoredTime.ReadOrNull(row.Text(8)),
            HistoryWrittenAt = StoredTime.ReadOrNull(row.Text(9)),
            Trail = StoredTime.ReadOrNull(row.Text(10)) is { } started
                ? new(started, StoredTime.ReadOrNull(row.Text(11)), StoredTime.ReadOrNull(row.Text(12)))
                : null,
        };
}
