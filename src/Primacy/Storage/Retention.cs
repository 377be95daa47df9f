using Microsoft.Data.Sqlite;

namespace Primacy.Storage;

/// <summary>What the journal forgets, so that it stays small however long it lives.</summary>
internal static class Retention
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Long enough to be asked about the last quarter.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays(90);

    /// <summary>A settled delivery is only of use to whoever asks why a page came or did not.</summary>
    public static readonly TimeSpan Deliveries = TimeSpan.FromDays(7);

    /// <summary>Who did what is asked about last year.</summary>
    public static readonly TimeSpan Audit = TimeSpan.FromDays(400);

    /// <summary>Looks explain what happened, which is asked within days.</summary>
    public static readonly TimeSpan Looks = TimeSpan.FromDays(7);

    /// <summary>
    /// All looks together; of more the oldest go first. A quiet cluster of three takes 10 MiB a day, so that seven of
    /// them fit for the week and fifty for a day.
    /// </summary>
    public const long LooksBytesMax = 512L * 1024 * 1024;

    /// <summary>What is open or still to be told stays, unless its receiver has been gone for a quarter.</summary>
    public static void Apply(SqliteConnection connection, DateTimeOffset now)
    {
        // What a receiver was told of an incident that is still open decides whether it is told of its end.
        connection.Execute(
            """
            DELETE FROM delivery WHERE created_at < $history OR settled_at < $settled
                AND NOT EXISTS (SELECT 1 FROM incident WHERE key = delivery.incident AND open_position IS NOT NULL)
                AND NOT EXISTS (
                    SELECT 1 FROM delivery waiting
                    WHERE waiting.receiver = delivery.receiver AND waiting.incident = delivery.incident
                        AND waiting.outcome IS NULL)
            """,
            ("$settled", StoredTime.Write(now - Deliveries)),
            ("$history", StoredTime.Write(now - History))
        );
        connection.Execute(
            "DELETE FROM event WHERE at < $history AND NOT EXISTS (SELECT 1 FROM delivery WHERE event = event.id)",
            ("$history", StoredTime.Write(now - History))
        );
        connection.Execute(
            "DELETE FROM incident WHERE open_position IS NULL AND coalesce(resolved_at, since) < $history",
            ("$history", StoredTime.Write(now - History))
        );
        ForgetActs(connection, now);
        ForgetLooks(connection, now, LooksBytesMax);
    }

    static void ForgetActs(SqliteConnection connection, DateTimeOffset now)
    {
        foreach (
            var statement in (string[])
                [
                    "DELETE FROM silence WHERE ends_at < $history",
                    "DELETE FROM acknowledgement WHERE until < $history",
                    "DELETE FROM maintenance WHERE until_at < $history",
                ]
        )
            connection.Execute(statement, ("$history", StoredTime.Write(now - History)));
        connection.Execute("DELETE FROM repair WHERE ended_at < $audit", ("$audit", StoredTime.Write(now - Audit)));
        connection.Execute("DELETE FROM audit WHERE at < $audit", ("$audit", StoredTime.Write(now - Audit)));
    }

    /// <summary>Every instant that is within the time and the bytes stays known.</summary>
    internal static void ForgetLooks(SqliteConnection connection, DateTimeOffset now, long bytesMax)
    {
        connection.Execute("DELETE FROM look WHERE at < $looks", ("$looks", StoredTime.Write(now - Looks)));
        connection.Execute(
            """
            DELETE FROM look WHERE id IN (
                SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY at DESC, id DESC) AS newer FROM look)
                WHERE newer > $bytes)
            """,
            ("$bytes", bytesMax)
        );
    }
}
