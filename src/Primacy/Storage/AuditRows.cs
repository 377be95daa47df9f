using Microsoft.Data.Sqlite;
using Primacy.Acting;
using Primacy.Incidents;

namespace Primacy.Storage;

/// <summary>The audit log: written once with the act itself, never changed.</summary>
internal static class AuditRows
{
    public static void Insert(SqliteConnection connection, AuditEntry entry) =>
        connection.Execute(
            """
            INSERT INTO audit (at, actor, how, came_from, act, target, why)
            VALUES ($at, $actor, $how, $from, $act, $target, $why)
            """,
            ("$at", StoredTime.Write(entry.At)),
            ("$actor", entry.Actor.Name),
            ("$how", entry.Actor.How),
            ("$from", entry.Actor.From),
            ("$act", entry.Act),
            ("$target", entry.Target),
            ("$why", entry.Why)
        );

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<AuditEntry> Newest(SqliteConnection connection, long? before, int limit) =>
        connection.Query(
            """
            SELECT id, at, actor, how, came_from, act, target, why FROM audit
            WHERE id < $before ORDER BY id DESC LIMIT $limit
            """,
            Read,
            ("$before", before ?? long.MaxValue),
            ("$limit", limit)
        );

    /// <summary>
    /// What was done to an incident, and reloads while it was open, in order. A repair is over when it was verified,
    /// which is after the incident's end.
    /// </summary>
    public static IReadOnlyList<AuditEntry> Of(SqliteConnection connection, Incident incident, int limit) =>
        connection.Query(
            """
            SELECT id, at, actor, how, came_from, act, target, why FROM audit
            WHERE at >= $since AND ($until IS NULL OR at <= $until OR act GLOB 'repair.*')
                AND (target = $incident OR act = 'configuration.reload')
            ORDER BY id LIMIT $limit
            """,
            Read,
            ("$since", StoredTime.Write(incident.Since)),
            ("$until", StoredTime.Write(incident.ResolvedAt)),
            ("$incident", incident.Key),
            ("$limit", limit)
        );

    static AuditEntry Read(SqliteDataReader row) =>
        new(
            StoredTime.Read(row.GetString(1)),
            new Actor(row.GetString(2), row.GetString(3), row.GetString(4)),
            row.GetString(5),
            row.GetString(6),
            row.Text(7)
        )
        {
            Id = row.GetInt64(0),
        };
}
