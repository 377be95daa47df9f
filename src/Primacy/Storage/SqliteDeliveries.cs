using Microsoft.Data.Sqlite;
using Primacy.Incidents;
using Primacy.Notifications;

namespace Primacy.Storage;

/// <summary>The deliveries that were journaled with their events.</summary>
internal sealed class SqliteDeliveries(JournalFile file, TimeProvider time) : IDeliveries
{
    public event Action? Added;

    public static void Insert(
        SqliteConnection connection,
        long eventId,
        IncidentEvent happened,
        Routing routing,
        DateTimeOffset now
    )
    {
        foreach (var receiver in routing.Of(happened, ToldOf(connection, happened)))
        {
            // What is held of this incident is judged anew: newer news take its place, or its end is told.
            connection.Execute(
                """
                UPDATE delivery SET next_attempt = $now, muted_by = NULL
                WHERE receiver = $receiver AND incident = $incident AND outcome IS NULL AND held_by IS NOT NULL
                """,
                ("$incident", happened.Incident.Key),
                ("$receiver", receiver),
                ("$now", StoredTime.Write(now))
            );
            connection.Execute(
                """
                INSERT INTO delivery (event, incident, receiver, created_at, next_attempt)
                VALUES ($event, $incident, $receiver, $now, $now)
                """,
                ("$event", eventId),
                ("$incident", happened.Incident.Key),
                ("$receiver", receiver),
                ("$now", StoredTime.Write(now))
            );
        }
    }

    public void Announce() => Added?.Invoke();

    public IReadOnlyList<Delivery> Heads(string receiver, int limit) =>
        file.Read(connection =>
            connection.Query(
                """
                SELECT d.id, d.receiver, d.created_at, d.attempts, d.next_attempt, e.kind, e.at, e.body, d.held_by
                FROM delivery d JOIN event e ON e.id = d.event
                WHERE d.receiver = $receiver AND d.outcome IS NULL AND NOT EXISTS (
                    SELECT 1 FROM delivery earlier
                    WHERE earlier.receiver = d.receiver AND earlier.incident = d.incident
                        AND earlier.outcome IS NULL AND earlier.id < d.id)
                ORDER BY d.next_attempt, d.id LIMIT $limit
                """,
                Waiting,
                ("$receiver", receiver),
                ("$limit", limit)
            )
        );

    public Backlog Waiting(string receiver) =>
        file.Read(connection =>
            connection.Query(
                """
                SELECT count(*), min(created_at) FROM delivery
                WHERE receiver = $receiver AND outcome IS NULL AND (held_by IS NULL OR next_attempt <= $now)
                """,
                row => new Backlog(row.GetInt32(0), row.Text(1) is { } oldest ? StoredTime.Read(oldest) : null),
                ("$receiver", receiver),
                ("$now", StoredTime.Write(time.GetUtcNow()))
            )[0]
        );

    /// <summary>What is on record, the newest first.</summary>
    /// <param name="incident">The key of the incident that is asked about; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">Older than the one with this number; null to begin with the newest.</param>
    public IReadOnlyList<DeliveryRecord> Records(string? incident, int limit, long? before = null) =>
        file.Read(connection => DeliveryRows.Newest(connection, incident, limit, before));

    public IReadOnlyList<(Delivery, DateTimeOffset)> Told(string receiver) =>
        file.Read(connection =>
            connection.Query(
                """
                SELECT max(d.id), d.receiver, d.created_at, d.attempts, d.next_attempt, e.kind, e.at, i.body,
                    d.settled_at
                FROM incident i JOIN delivery d ON d.incident = i.key JOIN event e ON e.id = d.event
                WHERE i.open_position IS NOT NULL AND d.receiver = $receiver AND d.outcome = 'delivered'
                GROUP BY i.key
                """,
                row => (DeliveryRows.Delivery(row), StoredTime.Read(row.GetString(8))),
                ("$receiver", receiver)
            )
        );

    public Delivery? Refreshed(Delivery delivery) =>
        file.Read(connection =>
            connection.Query(
                "SELECT body FROM incident WHERE key = $key AND open_position IS NOT NULL",
                row =>
                    delivery with
                    {
                        Event = delivery.Event with { Incident = StoredIncident.Read(row.GetString(0)) },
                    },
                ("$key", delivery.Event.Incident.Key)
            )
        )
            is [var one]
            ? one
            : null;

    public IReadOnlyList<Delivery> Waiting(string receiver, string incident) =>
        file.Read(connection =>
            connection.Query(
                """
                SELECT d.id, d.receiver, d.created_at, d.attempts, d.next_attempt, e.kind, e.at, e.body, d.held_by
                FROM delivery d JOIN event e ON e.id = d.event
                WHERE d.receiver = $receiver AND d.incident = $incident AND d.outcome IS NULL ORDER BY d.id
                """,
                Waiting,
                ("$receiver", receiver),
                ("$incident", incident)
            )
        );

    public bool WasTold(string receiver, string incident) =>
        file.Read(connection =>
            connection.Query(
                """
                SELECT 1 FROM event e JOIN delivery d ON d.event = e.id
                WHERE e.incident = $incident AND e.kind IN ('Fired', 'Changed')
                    AND d.receiver = $receiver AND d.outcome = 'delivered' LIMIT 1
                """,
                _ => true,
                ("$receiver", receiver),
                ("$incident", incident)
            )
                is [true]
        );

    public void Hold(long id, DateTimeOffset until, string why) =>
        file.Write(connection =>
            connection.Execute(
                """
                UPDATE delivery SET next_attempt = $until, held_by = $why, muted_by = $why
                WHERE id = $id AND NOT EXISTS (
                    SELECT 1 FROM delivery newer
                    WHERE newer.receiver = delivery.receiver AND newer.incident = delivery.incident
                        AND newer.outcome IS NULL AND newer.id > delivery.id)
                """,
                ("$id", id),
                ("$until", StoredTime.Write(until)),
                ("$why", why)
            )
        );

    public void Release() => file.Write(connection => Release(connection, time.GetUtcNow()));

    /// <summary>That it was held is still known: of several that wait only the newest is worth telling.</summary>
    public static void Release(SqliteConnection connection, DateTimeOffset now) =>
        connection.Execute(
            """
            UPDATE delivery SET next_attempt = $now, muted_by = NULL WHERE outcome IS NULL AND held_by IS NOT NULL
            """,
            ("$now", StoredTime.Write(now))
        );

    public void Delivered(long id) => Settle(id, "delivered", null);

    public void ToldElsewhere(long id, string by) => Settle(id, "delivered", $"told by {by}");

    public void Abandon(long id, string why) => Settle(id, "abandoned", why);

    /// <summary>No attempt was made, so that none is counted.</summary>
    public void Mute(long id, string why) =>
        file.Write(connection =>
            connection.Execute(
                "UPDATE delivery SET outcome = 'abandoned', settled_at = $now, muted_by = $why WHERE id = $id",
                ("$id", id),
                ("$now", StoredTime.Write(time.GetUtcNow())),
                ("$why", why)
            )
        );

    public void Postpone(long id, DateTimeOffset until, string why) =>
        file.Write(connection =>
            connection.Execute(
                """
                UPDATE delivery
                SET attempts = attempts + 1, next_attempt = $until, fault = $why, muted_by = NULL
                WHERE id = $id
                """,
                ("$id", id),
                ("$until", StoredTime.Write(until)),
                ("$why", why)
            )
        );

    void Settle(long id, string outcome, string? why) =>
        file.Write(connection =>
            connection.Execute(
                """
                UPDATE delivery
                SET outcome = $outcome, settled_at = $now, attempts = attempts + 1, fault = coalesce($why, fault),
                    muted_by = NULL,
                    told_at = CASE WHEN $outcome = 'delivered' THEN coalesce(told_at, $now) ELSE told_at END
                WHERE id = $id
                """,
                ("$id", id),
                ("$outcome", outcome),
                ("$now", StoredTime.Write(time.GetUtcNow())),
                ("$why", why)
            )
        );

    static Delivery Waiting(SqliteDataReader row) => DeliveryRows.Delivery(row) with { HeldBy = row.Text(8) };

    static HashSet<string> ToldOf(SqliteConnection connection, IncidentEvent happened) =>
        happened.Kind is IncidentEventKind.Resolved
            ?
            [
                .. connection.Query(
                    "SELECT DISTINCT receiver FROM delivery WHERE incident = $incident",
                    row => row.GetString(0),
                    ("$incident", happened.Incident.Key)
                ),
            ]
            : [];
}
