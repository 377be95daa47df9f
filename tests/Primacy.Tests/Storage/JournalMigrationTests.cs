using Microsoft.Data.Sqlite;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Storage;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Storage;

/// <summary>A journal that an earlier version wrote is read on.</summary>
public sealed class JournalMigrationTests : IDisposable
{
    /// <summary>What the second version added, taken back, and what the first one wrote.</summary>
    const string FirstVersion = """
        DROP TABLE stray;
        DROP TABLE silence;
        DROP TABLE acknowledgement;
        DROP TABLE maintenance;
        DROP TABLE audit;
        DROP INDEX delivery_held;
        DROP INDEX event_incident;
        ALTER TABLE delivery DROP COLUMN held_by;
        ALTER TABLE delivery DROP COLUMN muted_by;
        ALTER TABLE delivery DROP COLUMN told_at;
        ALTER TABLE remembered DROP COLUMN standby_timeline;
        ALTER TABLE remembered DROP COLUMN answers_since;
        ALTER TABLE remembered DROP COLUMN answered_until;
        ALTER TABLE remembered DROP COLUMN is_streaming;
        ALTER TABLE remembered DROP COLUMN start_seen_at;
        ALTER TABLE remembered DROP COLUMN former_seen_at;
        ALTER TABLE remembered DROP COLUMN other_role_seen_at;
        INSERT INTO cluster (name, system, written_at) VALUES ('orders', '7501', '2026-01-01T12:00:00.0000000Z');
        INSERT INTO remembered (cluster, position, instance, role, system, timeline, lsn, lsn_advanced_at, role_since,
            role_changed, seen_at)
        VALUES ('orders', 0, 'a', 'Primary', '7501', 3, '0/5000', '2026-01-01T12:00:00.0000000Z',
            '2026-01-01T11:00:00.0000000Z', 0, '2026-01-01T12:00:00.0000000Z');
        INSERT INTO incident (key, cluster, code, phase, since, open_position, body)
        VALUES ('orders/multiple-primaries/1', 'orders', 'multiple-primaries', 'Firing',
            '2026-01-01T12:00:00.0000000Z', 0,
            '{"key":"orders/multiple-primaries/1","cluster":"orders","phase":"Firing",
              "since":"2026-01-01T12:00:00.0000000Z","fired_at":"2026-01-01T12:00:00.0000000Z",
              "last_seen":"2026-01-01T12:00:00.0000000Z","resolved_at":null,
              "verdict":{"code":"multiple-primaries","summary":"a and b both accept writes.","primaries":["a","b"],
                "subjects":["a","b"],"survivor":{"keep":null,"reason":"no majority"},
                "divergences":[{"older":"a","newer":"b","fork":"0/5000","is_exact":true,"older_bytes":"1",
                  "newer_bytes":"2","state":"Diverged"}],
                "evidence":[]}}');
        PRAGMA user_version = 1;
        """;

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_the_first_version_wrote_is_loaded_and_written_on()
    {
        using (SqliteJournal.Open(_directory.Path, TimeProvider.System)) { }
        Run(FirstVersion);
        using var journal = SqliteJournal.Open(_directory.Path, TimeProvider.System);

        var state = journal.Load("orders");
        var remembered = Assert.Single(state.Memory.Instances);
        Assert.Equal((new("a"), new Timeline(3)), (remembered.Instance, remembered.Timeline!.Value));
        Assert.Null(remembered.StandbyTimeline);
        Assert.Empty(state.Memory.Strays);
        var incident = Assert.Single(state.Incidents);
        Assert.Equal(IncidentPhase.Firing, incident.Phase);
        Assert.Null(incident.Verdict.SubKind);
        Assert.Equal(ForkProof.None, Assert.Single(incident.Verdict.Divergences).Proof);

        var stray = new Stray
        {
            Instance = new("a"),
            Head = new("a"),
            Against = new("b"),
            Reached = Lsn.Parse("0/5400"),
            At = Stories.Start,
        };
        var memory = state.Memory with { Strays = [stray] };
        journal.Append("orders", memory, state.Incidents, []);
        Assert.Equal(memory, journal.Load("orders").Memory);
    }

    void Run(string sql)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = _directory["primacy.db"], Pooling = false };
        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
