using Microsoft.Data.Sqlite;
using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>What people have muted, a row each.</summary>
internal static class ActRows
{
    public static void Write(SqliteConnection connection, Silence silence) =>
        connection.Execute(
            """
            INSERT INTO silence (id, starts_at, ends_at, created_at, created_by, comment, matchers)
            VALUES ($id, $starts_at, $ends_at, $created_at, $created_by, $comment, $matchers)
            ON CONFLICT (id) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at
            """,
            ("$id", silence.Id),
            ("$starts_at", StoredTime.Write(silence.StartsAt)),
            ("$ends_at", StoredTime.Write(silence.EndsAt)),
            ("$created_at", StoredTime.Write(silence.CreatedAt)),
            ("$created_by", silence.CreatedBy),
            ("$comment", silence.Comment),
            ("$matchers", StoredMatcher.Write(silence.Matchers))
        );

    public static void Write(SqliteConnection connection, Acknowledgement known) =>
        connection.Execute(
            """
            INSERT INTO acknowledgement (incident, at, until, acknowledged_by, why, body)
            VALUES ($incident, $at, $until, $by, $why, $body)
            ON CONFLICT (incident) DO UPDATE SET at = excluded.at, until = excluded.until,
                acknowledged_by = excluded.acknowledged_by, why = excluded.why, body = excluded.body
            """,
            ("$incident", known.Incident.Key),
            ("$at", StoredTime.Write(known.At)),
            ("$until", StoredTime.Write(known.Until)),
            ("$by", known.By),
            ("$why", known.Why),
            ("$body", StoredIncident.Write(known.Incident))
        );

    public static void Write(SqliteConnection connection, MaintenanceWindow window) =>
        connection.Execute(
            """
            INSERT INTO maintenance (id, cluster, from_at, until_at, planned_by, reason)
            VALUES ($id, $cluster, $from, $until, $by, $reason)
            ON CONFLICT (id) DO UPDATE SET from_at = excluded.from_at, until_at = excluded.until_at
            """,
            ("$id", window.Id),
            ("$cluster", window.Cluster),
            ("$from", StoredTime.Write(window.From)),
            ("$until", StoredTime.Write(window.Until)),
            ("$by", window.By),
            ("$reason", window.Reason)
        );

    public static Mutes Read(SqliteConnection connection) =>
        new()
        {
            Silences = connection
                .Query(
                    """
                    SELECT id, starts_at, ends_at, created_at, created_by, comment, matchers
                    FROM silence ORDER BY created_at, id
                    """,
                    ReadSilence
                )
                .ToEquatableArray(),
            Acknowledgements = connection
                .Query(
                    "SELECT body, acknowledged_by, why, at, until FROM acknowledgement ORDER BY at, incident",
                    ReadAcknowledgement
                )
                .ToEquatableArray(),
            Windows = connection
                .Query(
                    "SELECT id, cluster, from_at, until_at, planned_by, reason FROM maintenance ORDER BY from_at, id",
                    ReadWindow
                )
                .ToEquatableArray(),
        };

    static Silence ReadSilence(SqliteDataReader row) =>
        new()
        {
            Id = row.GetString(0),
            StartsAt = StoredTime.Read(row.GetString(1)),
            EndsAt = StoredTime.Read(row.GetString(2)),
            CreatedAt = StoredTime.Read(row.GetString(3)),
            CreatedBy = row.GetString(4),
            Comment = row.GetString(5),
            Matchers = StoredMatcher.Read(row.GetString(6)),
        };

    static Acknowledgement ReadAcknowledgement(SqliteDataReader row) =>
        new()
        {
            Incident = StoredIncident.Read(row.GetString(0)),
            By = row.GetString(1),
            Why = row.GetString(2),
            At = StoredTime.Read(row.GetString(3)),
            Until = StoredTime.Read(row.GetString(4)),
        };

    static MaintenanceWindow ReadWindow(SqliteDataReader row) =>
        new()
        {
            Id = row.GetString(0),
            Cluster = row.GetString(1),
            From = StoredTime.Read(row.GetString(2)),
            Until = StoredTime.Read(row.GetString(3)),
            By = row.GetString(4),
            Reason = row.GetString(5),
        };
}
