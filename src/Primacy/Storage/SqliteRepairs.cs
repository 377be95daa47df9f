using Microsoft.Data.Sqlite;
using Primacy.Acting;
using Primacy.Repairing;

namespace Primacy.Storage;

/// <summary>Runs of repairs and their steps, a row each, with the audit log in one transaction.</summary>
internal sealed class SqliteRepairs(JournalFile file) : IRepairStore
{
    const string Columns =
        "id, cluster, incident, hash, keep, loser, actor, how, came_from, reason, started_at, ended_at, state, outcome";

    public void Keep(RepairRun run, AuditEntry entry) =>
        file.Write(connection =>
        {
            Write(connection, run);
            foreach (var (number, step) in run.Steps.Index())
                Write(connection, run.Id, number + 1, step);
            AuditRows.Insert(connection, entry);
        });

    public RepairRun? Newest(string cluster) =>
        file.Read(connection =>
            Read(
                    connection,
                    $"SELECT {Columns} FROM repair WHERE cluster = $cluster ORDER BY started_at DESC, id LIMIT 1",
                    ("$cluster", cluster)
                )
                .SingleOrDefault()
        );

    public IReadOnlyList<RepairRun> Open() =>
        file.Read(connection => Read(connection, $"SELECT {Columns} FROM repair WHERE ended_at IS NULL"));

    static void Write(SqliteConnection connection, RepairRun run) =>
        connection.Execute(
            """
            INSERT INTO repair (id, cluster, incident, hash, keep, loser, actor, how, came_from, reason, started_at,
                ended_at, state, outcome)
            VALUES ($id, $cluster, $incident, $hash, $keep, $loser, $actor, $how, $from, $reason, $started_at,
                $ended_at, $state, $outcome)
            ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, state = excluded.state,
                outcome = excluded.outcome
            """,
            ("$id", run.Id),
            ("$cluster", run.Cluster),
            ("$incident", run.Incident),
            ("$hash", run.Hash),
            ("$keep", run.Keep),
            ("$loser", run.Loser),
            ("$actor", run.Actor.Name),
            ("$how", run.Actor.How),
            ("$from", run.Actor.From),
            ("$reason", run.Reason),
            ("$started_at", StoredTime.Write(run.StartedAt)),
            ("$ended_at", StoredTime.Write(run.EndedAt)),
            ("$state", run.State.ToString()),
            ("$outcome", run.Outcome)
        );

    static void Write(SqliteConnection connection, string run, int number, RunStep step) =>
        connection.Execute(
            """
            INSERT INTO repair_step (repair, number, slug, means, action, state, begun_at, ended_at, outcome)
            VALUES ($repair, $number, $slug, $means, $action, $state, $begun_at, $ended_at, $outcome)
            ON CONFLICT (repair, number) DO UPDATE SET state = excluded.state, begun_at = excluded.begun_at,
                ended_at = excluded.ended_at, outcome = excluded.outcome
            """,
            ("$repair", run),
            ("$number", number),
            ("$slug", step.Slug),
            ("$means", step.Means),
            ("$action", step.Action),
            ("$state", step.State.ToString()),
            ("$begun_at", StoredTime.Write(step.BegunAt)),
            ("$ended_at", StoredTime.Write(step.EndedAt)),
            ("$outcome", step.Outcome)
        );

    static IReadOnlyList<RepairRun> Read(
        SqliteConnection connection,
        string sql,
        params ReadOnlySpan<(string, object?)> parameters
    ) =>
        [
            .. connection
                .Query(sql, ReadRun, parameters)
                .Select(run => run with { Steps = ReadSteps(connection, run.Id) }),
        ];

    static RepairRun ReadRun(SqliteDataReader row) =>
        new()
        {
            Id = row.GetString(0),
            Cluster = row.GetString(1),
            Incident = row.GetString(2),
            Hash = row.GetString(3),
            Keep = row.GetString(4),
            Loser = row.GetString(5),
            Actor = new Actor(row.GetString(6), row.GetString(7), row.GetString(8)),
            Reason = row.GetString(9),
            StartedAt = StoredTime.Read(row.GetString(10)),
            EndedAt = StoredTime.ReadOrNull(row.Text(11)),
            State = Enum.Parse<RunState>(row.GetString(12)),
            Outcome = row.Text(13),
            Steps = [],
        };

    static EquatableArray<RunStep> ReadSteps(SqliteConnection connection, string run) =>
        [
            .. connection.Query(
                """
                SELECT slug, means, action, state, begun_at, ended_at, outcome FROM repair_step
                WHERE repair = $repair ORDER BY number
                """,
                row => new RunStep(row.GetString(0), row.Text(1), row.GetString(2))
                {
                    State = Enum.Parse<RunStepState>(row.GetString(3)),
                    BegunAt = StoredTime.ReadOrNull(row.Text(4)),
                    EndedAt = StoredTime.ReadOrNull(row.Text(5)),
                    Outcome = row.Text(6),
                },
                ("$repair", run)
            ),
        ];
}
