using System.Globalization;
using Npgsql;
using Primacy.Lab;
using Primacy.Scraping;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>
/// A primary and a standby on which every collector finds something: extensions, slots, sessions that wait, a vacuum
/// that takes its time.
/// </summary>
internal sealed class CollectorLab : IAsyncDisposable
{
    /// <summary>A database into which nobody looks.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>What the sessions of the test are called.</summary>
    public const string Sleeper = "sleeper";

    /// <summary>The statements of the test, which are asked once: nobody else's, and all of them.</summary>
    public static StatementChoice Statements { get; } =
        ScrapedLab
            .Read(
                """
                collectors:
                  stat_statements.include_query: true
                  stat_statements.query_length: 20
                  stat_statements.limit: 1000
                  stat_statements.exclude_users: primacy,it's nobody
                """
            )
            .Statements;

    const string Vacuum = "SELECT count(*)::text FROM pg_stat_progress_vacuum WHERE relid = 't'::regclass";

    readonly List<NpgsqlConnection> _sessions = [];

    CollectorLab(ScrapedLab lab) => Lab = lab;

    public ScrapedLab Lab { get; }

    public int Major => int.Parse(Lab.Servers.Lab.PostgresVersion.Split('.')[0], CultureInfo.InvariantCulture);

    public static async Task<CollectorLab> StartAsync(int? major)
    {
        var lab = new CollectorLab(await ScrapedLab.StartAsync(major, instances: 2));
        await lab.FillAsync();
        return lab;
    }

    /// <summary>Our collectors as they are by default, or only one of them.</summary>
    public void Configure(string? only) =>
        Lab.Configure(
            new ExporterOptions
            {
                Statements = Statements,
                Collectors = only is null
                    ? []
                    : [.. Collectors.All.Select(one => new CollectorSwitch(one.Name, one.Name == only))],
            }
        );

    /// <summary>What we say of one of the two servers.</summary>
    public async Task<IReadOnlyList<Series>> ScrapeAsync(int number)
    {
        var server = $"server={Lab.Target(number).Server}";
        var page = await Lab.ScrapeAsync();
        return [.. page.Where(series => series.Labels.Split(',').Contains(server))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
            await session.DisposeAsync();
        await Lab.DisposeAsync();
    }

    async Task FillAsync()
    {
        var servers = Lab.Servers;
        foreach (var number in (int[])[1, 2])
        {
            await servers.RunAsync(number, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
            await servers.RunAsync(number, "ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
            await servers.RunAsync(number, "ALTER SYSTEM SET autovacuum = off");
        }
        await servers.RunAsync(1, "SELECT pg_create_physical_replication_slot('repmgr_slot_2')");
        await servers.RunAsync(2, "ALTER SYSTEM SET primary_slot_name = 'repmgr_slot_2'");
        await servers.RestartAsync(1);
        await servers.RestartAsync(2);
        await servers.RunAsync(1, "SELECT pg_create_physical_replication_slot('unused')");
        await servers.RunAsync(1, $"CREATE DATABASE {Elsewhere} CONNECTION LIMIT 7");
        await servers.RunAsync(1, "CREATE ROLE limited CONNECTION LIMIT 5");
        await servers.RunAsync(1, "CREATE EXTENSION pg_stat_statements; CREATE EXTENSION pg_buffercache");
        await servers.RunAsync(
            1,
            "CREATE TABLE t AS SELECT i, repeat('x', 200) AS x FROM generate_series(1, 50000) AS i"
        );
        await servers.RunAsync(1, "CREATE INDEX t_i ON t (i); CREATE TABLE bare (i int)");
        await servers.RunAsync(1, "ANALYZE t; DELETE FROM t WHERE i % 2 = 0; SELECT count(*) FROM t WHERE i = 7");
        await servers.CaughtUpAsync(2);
        await Eventually.Holds(
            async () => await servers.AskAsync(2, "SELECT count(*)::text FROM pg_stat_wal_receiver") is "1",
            "the standby receives"
        );
        foreach (var number in (int[])[1, 2])
        {
            await OpenAsync(number, "SELECT 1");
            await OpenAsync(number, "BEGIN; SELECT count(*) FROM pg_class");
        }
        // One page in a tenth of a second: longer than any comparison.
        await servers.RunAsync(
            1,
            "ALTER TABLE t SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,"
                + " autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"
        );
        await servers.RunAsync(1, "ALTER SYSTEM SET autovacuum_naptime = 1");
        await servers.RunAsync(1, "ALTER SYSTEM RESET autovacuum");
        await servers.RunAsync(1, "SELECT pg_reload_conf()");
        await Eventually.Holds(async () => await servers.AskAsync(1, Vacuum) is "1", "a table is being vacuumed");
    }

    async Task OpenAsync(int number, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(
            Lab.Servers.Lab.ConnectionString(number, LabCluster.SuperuserRole)
        )
        {
            Pooling = false,
            ApplicationName = Sleeper,
            Database = Elsewhere,
        };
        var session = new NpgsqlConnection(settings.ConnectionString);
        _sessions.Add(session);
        await session.OpenAsync(TestContext.Current.CancellationToken);
        await using var first = new NpgsqlCommand(sql, session);
        await first.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
