using Microsoft.Data.Sqlite;
using Primacy.Incidents;
using Primacy.Notifications;

namespace Primacy.Storage;

/// <summary>Deliveries as they are read from the journal.</summary>
internal static class DeliveryRows
{
    public static Delivery Delivery(SqliteDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Receiver = row.GetString(1),
            CreatedAt = StoredTime.Read(row.GetString(2)),
            Attempts = row.GetInt32(3),
            NextAttempt = StoredTime.Read(row.GetString(4)),
            Event = EventRows.Read(row, 5),
        };

    /// <summary>What is on record, the newest first.</summary>
    public static IReadOnlyList<DeliveryRecord> Newest(
        SqliteConnection connection,
        string? incident,
        int limit,
        long? before = null
    ) =>
        connection.Query(
            """
            SELECT d.id, e.cluster, d.incident, e.kind, d.receiver, d.created_at, d.attempts, d.fault,
                d.next_attempt, d.outcome, d.settled_at, d.muted_by, d.told_at
            FROM delivery d JOIN event e ON e.id = d.event
            WHERE ($incident IS NULL OR d.incident = $incident) AND ($before IS NULL OR d.id < $before)
            ORDER BY d.id DESC LIMIT $limit
            """,
            Record,
            ("$incident", incident),
            ("$before", before),
            ("$limit", limit)
        );

    static DeliveryRecord Record(SqliteDataReader row)
    {
        var outcome = row.Text(9);
        return new DeliveryRecord
        {
            Id = row.GetInt64(0),
            Cluster = row.GetString(1),
            Incident = row.GetString(2),
            Kind = EventRows.KindOf(row.GetString(3)),
            Receiver = row.GetString(4),
            CreatedAt = StoredTime.Read(row.GetString(5)),
            Attempts = row.GetInt32(6),
            Fault = row.Text(7),
            NextAttempt = outcome is null ? StoredTime.Read(row.GetString(8)) : null,
            IsDelivered = outcome is null ? null : outcome == "delivered",
            SettledAt = StoredTime.ReadOrNull(row.Text(10)),
            MutedBy = row.Text(11),
            ToldAt = StoredTime.ReadOrNull(row.Text(12)),
        };
    }
}
