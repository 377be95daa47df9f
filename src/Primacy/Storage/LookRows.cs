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
        var (first, last) = connection.Query(
            "SELECT min(at), max(at) FROM look WHERE cluster = $cluster",
            row => (row.Text(0), row.Text(1)),
            ("$cluster", cluster)
        )[0];
        return new PastLook(
            views is [var view] ? view : null,
            first is null ? null : StoredTime.Read(first),
            last is null ? null : StoredTime.Read(last)
        );
    }

    /// <summary>What every instance was seen as, from one instant to before another, the newest first.</summary>
    public static IReadOnlyList<RoleLook> Roles(
        SqliteConnection connection,
        string cluster,
        (DateTimeOffset From, DateTimeOffset To) time,
        int most
    ) =>
        connection.Query(
            """
            SELECT at, body FROM look WHERE cluster = $cluster AND at >= $from AND at < $to ORDER BY at DESC LIMIT $most
            """,
            row => RoleLook.Of(StoredLook.Read(cluster, StoredTime.Read(row.GetString(0)), row.GetString(1))),
            ("$cluster", cluster),
            ("$from", StoredTime.Write(time.From)),
            ("$to", StoredTime.Write(time.To)),
            ("$most", most)
        );
}
