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
        IReadOnlyList<string> receivers,
        DateTimeOffset now
    )
    {
        foreach (var receiver in receivers)
        {
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
                SELECT d.id, d.receiver, d.created_at, d.attempts, d.next_attempt, e.kind, e.at, e.body
                FROM delivery d JOIN event e ON e.id = d.event
                WHERE d.receiver = $receiver AND d.outcome IS NULL AND NOT EXISTS (
                    SELECT 1 FROM delivery earlier
                    WHERE earlier.receiver = d.receiver AND earlier.incident = d.incident
                        AND earlier.outcome IS NULL AND earlier.id < d.id)
                ORDER BY d.next_attempt, d.id LIMIT $limit
                """,
                Read,
                ("$receiver", receiver),
                ("$limit", limit)
            )
        );

    public Backlog Waiting(string receiver) =>
        file.Read(connection =>
            connection.Query(
                "SELECT count(*), min(created_at) FROM delivery WHERE receiver = $receiver AND outcome IS NULL",
                row => new Backlog(row.GetInt32(0), row.Text(1) is { } oldest ? StoredTime.Read(oldest) : null),
                ("$receiver", receiver)
            )[0]
        );

    public void Delivered(long id) => Settle(id, "delivered", null);

    public void Abandon(long id, string why) => Settle(id, "abandoned", why);

    public void Postpone(long id, DateTimeOffset until, string why) =>
        file.Write(connection =>
            connection.Execute(
                """
                UPDATE delivery SET attempts = attempts + 1, next_attempt = $until, fault = $why WHERE id = $id
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
                SET outcome = $outcome, settled_at = $now, attempts = attempts + 1, fault = coalesce($why, fault)
                WHERE id = $id
                """,
                ("$id", id),
                ("$outcome", outcome),
                ("$now", StoredTime.Write(time.GetUtcNow())),
                ("$why", why)
            )
        );

    static Delivery Read(SqliteDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Receiver = row.GetString(1),
            CreatedAt = StoredTime.Read(row.GetString(2)),
            Attempts = row.GetInt32(3),
            NextAttempt = StoredTime.Read(row.GetString(4)),
            Event = EventRows.Read(row, 5),
        };
}
