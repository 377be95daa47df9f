using System.Text;
using Microsoft.Data.Sqlite;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Storage;

/// <summary>
/// What was known when: a row whenever something had changed and at least twice a minute, so that any instant can be
/// explained afterwards. Written together with what follows from it, so that nothing is published that is not kept.
/// </summary>
internal static class LookRows
{
    /// <summary>
    /// Of two looks of one instant the second counts: a clock that is set back must not fail the write.
    /// </summary>
    public static void Insert(SqliteConnection connection, ClusterView view)
    {
        var body = StoredLook.Write(view);
        connection.Execute(
            """
            INSERT INTO look (cluster, at, bytes, body) VALUES ($cluster, $at, $bytes, $body)
            ON CONFLICT (cluster, at) DO UPDATE SET bytes = excluded.bytes, body = excluded.body
            """,
            ("$cluster", view.Cluster),
            ("$at", StoredTime.Write(view.At)),
            ("$bytes", Encoding.UTF8.GetByteCount(body)),
            ("$body", body)
        );
    }

    /// <summary>The newest look at or before an instant, and from when to when there are any.</summary>
    public static PastLook At(SqliteConnection connection, string cluster, DateTimeOffset at)
    {
        var views = connection.Query(
            "SELECT at, body FROM look WHERE cluster = $cluster AND at <= $at ORDER BY at DESC LIMIT 1",
            row => StoredLook.Read(cluster, StoredTime.Read(row.GetString(0)), row.GetString(1)),
            ("$cluster", cluster),
            ("$at", StoredTime.Write(at))
        );
        var view = views is [var found] ? found : null;
        return connection.Query(
            """
            SELECT (SELECT min(at) FROM look WHERE cluster = $cluster), (SELECT max(at) FROM look WHERE cluster = $cluster),
                (SELECT max(at) FROM look WHERE cluster = $cluster AND at < $taken),
                (SELECT min(at) FROM look WHERE cluster = $cluster AND at > $taken)
            """,
            row => new PastLook(view, StoredTime.ReadOrNull(row.Text(0)), StoredTime.ReadOrNull(row.Text(1)))
            {
                Earlier = StoredTime.ReadOrNull(row.Text(2)),
                Later = StoredTime.ReadOrNull(row.Text(3)),
            },
            ("$cluster", cluster),
            ("$taken", StoredTime.Write(view?.At ?? at))
        )[0];
    }

    /// <summary>What every instance was seen as since an instant, the newest first.</summary>
    public static IReadOnlyList<RoleLook> Roles(
        SqliteConnection connection,
        string cluster,
        DateTimeOffset from,
        int most
    ) =>
        connection.Query(
            "SELECT at, body FROM look WHERE cluster = $cluster AND at >= $from ORDER BY at DESC LIMIT $most",
            row => RoleLook.Of(StoredLook.Read(cluster, StoredTime.Read(row.GetString(0)), row.GetString(1))),
            ("$cluster", cluster),
            ("$from", StoredTime.Write(from)),
            ("$most", most)
        );

    /// <summary>When the looks between two instants were taken, after the newest one before them.</summary>
    public static IReadOnlyList<string> Times(
        SqliteConnection connection,
        string cluster,
        DateTimeOffset from,
        DateTimeOffset until
    ) =>
        connection.Query(
            """
            SELECT at FROM look WHERE cluster = $cluster AND at <= $until AND at >= coalesce(
                (SELECT max(at) FROM look WHERE cluster = $cluster AND at < $from), $from)
            ORDER BY at
            """,
            row => row.GetString(0),
            ("$cluster", cluster),
            ("$from", StoredTime.Write(from)),
            ("$until", StoredTime.Write(until))
        );

    /// <summary>The look that was taken then; null when it is kept no more.</summary>
    public static ClusterView? TakenAt(SqliteConnection connection, string cluster, string at) =>
        connection.Query(
            "SELECT body FROM look WHERE cluster = $cluster AND at = $at",
            row => StoredLook.Read(cluster, StoredTime.Read(at), row.GetString(0)),
            ("$cluster", cluster),
            ("$at", at)
        )
            is [var look]
            ? look
            : null;
}
