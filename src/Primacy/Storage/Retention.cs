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

    /// <summary>What is open or still to be told stays, unless its receiver has been gone for a quarter.</summary>
    public static void Apply(SqliteConnection connection, DateTimeOffset now)
    {
        connection.Execute(
            "DELETE FROM delivery WHERE settled_at < $settled OR created_at < $history",
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
    }
}
