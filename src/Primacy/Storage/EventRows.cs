using Microsoft.Data.Sqlite;
using Primacy.Incidents;

namespace Primacy.Storage;

/// <summary>What happened, in order: written once, never changed, and the source of every delivery.</summary>
internal static class EventRows
{
    public static long Insert(SqliteConnection connection, IncidentEvent happened)
    {
        connection.Execute(
            """
            INSERT INTO event (cluster, incident, kind, at, body) VALUES ($cluster, $incident, $kind, $at, $body)
            """,
            ("$cluster", happened.Incident.Cluster),
            ("$incident", happened.Incident.Key),
            ("$kind", happened.Kind.ToString()),
            ("$at", StoredTime.Write(happened.At)),
            ("$body", StoredIncident.Write(happened.Incident))
        );
        return connection.LastId();
    }

    /// <summary>All that happened to an incident, in order.</summary>
    public static IReadOnlyList<IncidentEvent> Of(SqliteConnection connection, string incident, int limit) =>
        connection.Query(
            "SELECT kind, at, body FROM event WHERE incident = $incident ORDER BY id LIMIT $limit",
            row => Read(row, 0),
            ("$incident", incident),
            ("$limit", limit)
        );

    /// <summary>An event from the columns kind, at and body, the first of them at <paramref name="column"/>.</summary>
    public static IncidentEvent Read(SqliteDataReader row, int column) =>
        new(
            KindOf(row.GetString(column)),
            StoredTime.Read(row.GetString(column + 1)),
            StoredIncident.Read(row.GetString(column + 2))
        );

    public static IncidentEventKind KindOf(string text) =>
        Enum.TryParse<IncidentEventKind>(text, out var kind)
            ? kind
            : throw new FormatException($"'{text}' is no kind of event");
}
