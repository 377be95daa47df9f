using Microsoft.Data.Sqlite;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Storytelling;

namespace Primacy.Storage;

/// <summary>Incidents as they stand. The open ones have a position: the order in which they are loaded.</summary>
internal static class IncidentRows
{
    public static void Write(
        SqliteConnection connection,
        string cluster,
        EquatableArray<Incident> open,
        EquatableArray<IncidentEvent> events
    )
    {
        connection.Execute(
            "UPDATE incident SET open_position = NULL WHERE cluster = $cluster AND open_position IS NOT NULL",
            ("$cluster", cluster)
        );
        foreach (var ended in events.Where(e => e.Incident.Phase is IncidentPhase.Resolved))
            Upsert(connection, ended.Incident, null);
        for (var position = 0; position < open.Count; position++)
            Upsert(connection, open[position], position);
    }

    public static EquatableArray<Incident> Open(SqliteConnection connection, string cluster) =>
        connection
            .Query(
                """
                SELECT body FROM incident WHERE cluster = $cluster AND open_position IS NOT NULL ORDER BY open_position
                """,
                row => StoredIncident.Read(row.GetString(0)),
                ("$cluster", cluster)
            )
            .ToEquatableArray();

    /// <summary>The newest first. What was withdrawn before anybody was told is no history, only an event.</summary>
    public static IReadOnlyList<Incident> Newest(
        SqliteConnection connection,
        IncidentFilter filter,
        int limit,
        string? after
    ) =>
        connection.Query(
            """
            SELECT body FROM incident
            WHERE (($open AND open_position IS NOT NULL) OR ($over AND open_position IS NULL AND fired_at IS NOT NULL))
                AND ($phase IS NULL OR phase = $phase) AND ($cluster IS NULL OR cluster = $cluster)
                AND ($after IS NULL
                    OR since < (SELECT since FROM incident WHERE key = $after)
                    OR (since = (SELECT since FROM incident WHERE key = $after) AND key > $after))
            ORDER BY since DESC, key LIMIT $limit
            """,
            row => StoredIncident.Read(row.GetString(0)),
            ("$open", filter.State is IncidentState.Over ? 0 : 1),
            ("$over", filter.State is IncidentState.Over or IncidentState.All ? 1 : 0),
            ("$phase", PhaseOf(filter.State)),
            ("$cluster", filter.Cluster),
            ("$limit", limit),
            ("$after", after)
        );

    /// <summary>The incident with a key, or the one to which another watcher gave it.</summary>
    public static Incident? Find(SqliteConnection connection, string key) =>
        connection.Query(
            "SELECT body FROM incident WHERE key = $key",
            row => StoredIncident.Read(row.GetString(0)),
            ("$key", key)
        )
            is [var found]
            ? found
        : ForeignKey.Parse(key) is not { } other ? null
        : other.Since is { } since ? Around(connection, other, since)
        : Last(connection, other);

    /// <summary>When the next incident of the same verdict and cluster was first seen; null when none was.</summary>
    public static DateTimeOffset? NextBegan(SqliteConnection connection, Incident incident) =>
        connection.Query(
            "SELECT min(since) FROM incident WHERE since > $since AND cluster = $cluster AND code = $code",
            row => StoredTime.ReadOrNull(row.IsDBNull(0) ? null : row.GetString(0)),
            ("$since", StoredTime.Write(incident.Since)),
            ("$cluster", incident.Cluster),
            ("$code", incident.Code.Slug)
        )[0];

    static Incident? Around(SqliteConnection connection, ForeignKey key, DateTimeOffset since) =>
        connection
            .Query(
                """
                SELECT body FROM incident
                WHERE since BETWEEN $from AND $until AND cluster = $cluster AND code = $code
                """,
                row => StoredIncident.Read(row.GetString(0)),
                ("$from", StoredTime.Write(since - ForeignKey.Slack)),
                ("$until", StoredTime.Write(since + ForeignKey.Slack)),
                ("$cluster", key.Cluster),
                ("$code", key.Code)
            )
            .MinBy(one => (one.Since - since).Duration());

    static Incident? Last(SqliteConnection connection, ForeignKey key) =>
        connection.Query(
            """
            SELECT body FROM incident WHERE cluster = $cluster AND code = $code
            ORDER BY open_position IS NULL, since DESC LIMIT 1
            """,
            row => StoredIncident.Read(row.GetString(0)),
            ("$cluster", key.Cluster),
            ("$code", key.Code)
        )
            is [var found]
            ? found
            : null;

    static string? PhaseOf(IncidentState state) =>
        state switch
        {
            IncidentState.Pending => nameof(IncidentPhase.Pending),
            IncidentState.Firing => nameof(IncidentPhase.Firing),
            _ => null,
        };

    static void Upsert(SqliteConnection connection, Incident incident, int? position) =>
        connection.Execute(
            """
            INSERT INTO incident (key, cluster, code, phase, since, fired_at, resolved_at, open_position, body)
            VALUES ($key, $cluster, $code, $phase, $since, $fired_at, $resolved_at, $position, $body)
            ON CONFLICT (key) DO UPDATE SET phase = excluded.phase, fired_at = excluded.fired_at,
                resolved_at = excluded.resolved_at, open_position = excluded.open_position, body = excluded.body
            """,
            ("$key", incident.Key),
            ("$cluster", incident.Cluster),
            ("$code", incident.Code.Slug),
            ("$phase", incident.Phase.ToString()),
            ("$since", StoredTime.Write(incident.Since)),
            ("$fired_at", StoredTime.Write(incident.FiredAt)),
            ("$resolved_at", StoredTime.Write(incident.ResolvedAt)),
            ("$position", position),
            ("$body", StoredIncident.Write(incident))
        );
}
