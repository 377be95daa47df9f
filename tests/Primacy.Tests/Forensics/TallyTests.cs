using Xunit;

namespace Primacy.Tests.Forensics;

/// <summary>What is counted on a branch, against what was done there.</summary>
public sealed class TallyTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task Housekeeping_is_no_work_of_clients(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await servers.RunAsync(
            1,
            "CREATE TABLE wide (x int, y int, words text)",
            "CREATE STATISTICS both_columns ON x, y FROM wide",
            "INSERT INTO wide SELECT n % 100, n % 10, repeat(md5(n::text), 90) FROM generate_series(1, 2000) AS n",
            "DELETE FROM wide WHERE x = 1"
        );
        await servers.SplitAsync(2);
        foreach (var number in (int[])[1, 2])
            await servers.RunAsync(
                number,
                "ANALYZE",
                "VACUUM",
                "VACUUM (FREEZE) wide",
                "CHECKPOINT",
                "SELECT txid_current()",
                "SELECT count(*) FROM wide",
                "BEGIN; SELECT * FROM wide LIMIT 1 FOR UPDATE; COMMIT",
                "BEGIN; INSERT INTO t VALUES (1); ROLLBACK",
                "ANALYZE wide",
                "SELECT pg_switch_wal()",
                "ANALYZE wide"
            );

        var comparison = await servers.CompareAsync(1, 2, await servers.ForkByHistoryAsync(2));

        Assert.Null(comparison.Why);
        Assert.Equal((0, 0), (comparison.OneWrote!.ClientCommits, comparison.OtherWrote!.ClientCommits));
        Assert.True(comparison.OneWrote.Commits >= 4, "what was committed at all is counted");
        Assert.Null(comparison.OneWrote.FirstCommitAt);
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task What_clients_committed_beside_an_idle_old_primary_is_counted(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await servers.RunAsync(1, "CREATE TABLE beside (x int)");
        await servers.SplitAsync(2);
        await servers.RunAsync(2, "INSERT INTO beside VALUES (1)", "INSERT INTO beside VALUES (2)");
        var fork = await servers.ForkByHistoryAsync(2);

        var comparison = await servers.CompareAsync(1, 2, fork);

        Assert.Null(comparison.Why);
        Assert.Equal((2, fork), (comparison.OtherWrote!.ClientCommits, comparison.OtherWrote.From));
        // Housekeeping may write on the idle one meanwhile.
        Assert.Equal(0, comparison.OneWrote?.ClientCommits ?? 0);
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task All_that_clients_committed_is_counted_and_nothing_else(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await PrepareAsync(servers);
        await using var open = await servers.ConnectAsync(1);
        await ExaminedLab.RunAsync(open, "BEGIN; INSERT INTO t VALUES (-1)");
        await using var prepared = await servers.ConnectAsync(1);
        await ExaminedLab.RunAsync(prepared, "BEGIN; INSERT INTO t VALUES (-2); PREPARE TRANSACTION 'before'");
        await servers.RunAsync(1, "CHECKPOINT");
        await servers.SplitAsync(2);

        var before = DateTimeOffset.Parse(
            await servers.AskAsync(1, "SELECT clock_timestamp()::text"),
            System.Globalization.CultureInfo.InvariantCulture
        );
        await ExaminedLab.RunAsync(open, "COMMIT");
        await servers.RunAsync(1, [.. Work, "COMMIT PREPARED 'before'"]);
        await servers.RunAsync(2, "ROLLBACK PREPARED 'before'", "INSERT INTO t VALUES (1)");

        var comparison = await servers.CompareAsync(1, 2, await servers.ForkByHistoryAsync(2));

        Assert.Null(comparison.Why);
        Assert.Equal(ClientCommits + 2, comparison.OneWrote!.ClientCommits);
        Assert.Equal(1, comparison.OtherWrote!.ClientCommits);
        Assert.True(comparison.OneWrote.FirstCommitAt >= before);
        Assert.True(comparison.OneWrote.LastCommitAt >= comparison.OneWrote.FirstCommitAt);
        Assert.True(comparison.OneWrote.Bytes > 0);
    }

    /// <summary>Work of every kind; those with a two before them are two commits, those with a zero none.</summary>
    static readonly string[] Work =
    [
        "INSERT INTO t VALUES (1)",
        "INSERT INTO t SELECT generate_series(1, 5000)",
        "UPDATE t SET x = x + 1 WHERE x < 10",
        "DELETE FROM t WHERE x = 5",
        "TRUNCATE u",
        "CREATE TABLE v (x serial PRIMARY KEY, y text)",
        "INSERT INTO v (y) SELECT repeat('x', 100000) FROM generate_series(1, 10)",
        "INSERT INTO v (x, y) VALUES (1, 'there') ON CONFLICT (x) DO UPDATE SET y = 'here'",
        "SELECT nextval('v_x_seq') FROM generate_series(1, 40)",
        "DO 'BEGIN BEGIN INSERT INTO t VALUES (7); EXCEPTION WHEN others THEN NULL; END; END'",
        "BEGIN; SAVEPOINT s; INSERT INTO t VALUES (8); RELEASE s; COMMIT",
        "CREATE ROLE somebody",
        "SELECT lo_from_bytea(0, 'large')",
        "BEGIN; INSERT INTO t VALUES (9); PREPARE TRANSACTION 'within'; COMMIT PREPARED 'within'",
        "COMMENT ON TABLE t IS 'a table'",
        "DROP TABLE u",
        // None: rolled back, as a whole or in the only part that did anything.
        "BEGIN; INSERT INTO t VALUES (10); ROLLBACK",
        "BEGIN; SELECT txid_current(); SAVEPOINT s; INSERT INTO t VALUES (11); ROLLBACK TO s; COMMIT",
        "BEGIN; INSERT INTO t VALUES (12); PREPARE TRANSACTION 'gone'; ROLLBACK PREPARED 'gone'",
    ];

    const int Nothing = 3;

    static int ClientCommits => Work.Length - Nothing;

    static async Task PrepareAsync(ExaminedLab servers)
    {
        await servers.RunAsync(1, "CREATE TABLE u (x int)", "INSERT INTO u VALUES (1)");
        foreach (var number in (int[])[2, 1])
        {
            await servers.RunAsync(
                number,
                "ALTER SYSTEM SET max_prepared_transactions = 5",
                "ALTER SYSTEM SET wal_compression = on",
                "ALTER SYSTEM SET wal_keep_size = 0"
            );
            await servers.Lab.StopAsync(number, Cancellation);
            await servers.Lab.StartAsync(number, Cancellation);
        }
        await Tests.Lab.LabWait.UntilAsync(async () =>
            await servers.AskAsync(1, "SELECT count(*)::text FROM pg_stat_replication WHERE state = 'streaming'") == "1"
        );
    }
}
