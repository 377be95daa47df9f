using Npgsql;
using Primacy.Fencing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Forensics;
using Primacy.Tests.Lab;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Fencing;

/// <summary>Databases are closed so that nobody writes there, and can be opened again.</summary>
public sealed class SqlBlockTests : FenceContract
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected override Task<IFence> FenceAsync(FenceStage stage) => Task.FromResult<IFence>(Block(stage));

    private protected override async Task<bool> IsTouchedAsync(FenceStage stage) =>
        await stage.OpenAsync() == "postgres";

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task Sessions_that_write_are_ended_and_nobody_comes_back(int? major)
    {
        await using var stage = await FenceStage.StartAsync(major);
        await using var writer = await stage.ConnectAsync("orders", "shop");
        await ExaminedLab.RunAsync(writer, "CREATE TABLE o (x int); BEGIN READ WRITE; INSERT INTO o VALUES (1)");
        var order = await FenceStage.OrderAsync(Block(stage), await stage.JudgeAsync());

        var outcome = Assert.IsType<FenceOutcome.Fenced>(await Block(stage).FenceAsync(order, Cancellation));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExaminedLab.RunAsync(writer, "COMMIT"));
        foreach (var user in (string[])["shop", "postgres"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => stage.ConnectAsync("orders", user));
            Assert.Equal(PostgresErrorCodes.ObjectNotInPrerequisiteState, refused.SqlState);
        }
        var stands = await stage.Servers.AskAsync(1, "SELECT pg_current_wal_flush_lsn()::text");
        Assert.True(outcome.StandsAt <= Lsn.Parse(stands));
        Assert.Contains("\"bil ling\", orders refuse connections", outcome.Evidence, StringComparison.Ordinal);
        Assert.Contains("ALTER DATABASE orders ALLOW_CONNECTIONS true;", outcome.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_waits_for_a_standby_that_is_gone_does_not_hold_it_up()
    {
        await using var stage = await FenceStage.StartAsync();
        await stage.Servers.RunAsync(1, "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()");
        await LabWait.UntilAsync(async () => await stage.Servers.AskAsync(1, "SHOW synchronous_standby_names") == "*");
        await using var writer = await stage.ConnectAsync("orders", "shop");
        var waiting = ExaminedLab.RunAsync(writer, "CREATE TABLE o (x int)");
        var order = await FenceStage.OrderAsync(Block(stage), await stage.JudgeAsync());

        Assert.IsType<FenceOutcome.Fenced>(await Block(stage).FenceAsync(order, Cancellation));

        await Task.WhenAny(waiting);
        Assert.True(await IsTouchedAsync(stage));
    }

    [Fact]
    public async Task What_was_closed_is_opened_again()
    {
        await using var stage = await FenceStage.StartAsync();
        var (block, judged) = (Block(stage), await stage.JudgeAsync());
        await block.FenceAsync(await FenceStage.OrderAsync(block, judged), Cancellation);

        var other = judged with { Timeline = new Timeline(9) };
        Assert.NotNull(await block.ReopenAsync(other, ["orders"], Cancellation));
        Assert.Equal("postgres", await stage.OpenAsync());
        Assert.Null(await block.ReopenAsync(judged, ["orders", "bil ling"], Cancellation));

        Assert.Equal("bil ling, orders, postgres", await stage.OpenAsync());
    }

    [Fact]
    public async Task What_opens_them_again_is_said_before_it_is_done()
    {
        await using var stage = await FenceStage.StartAsync();

        var order = await FenceStage.OrderAsync(Block(stage), await stage.JudgeAsync());

        // It is written down before the act, and all that is left of it after kill -9.
        Assert.EndsWith(
            " To undo it: ALTER DATABASE \"bil ling\" ALLOW_CONNECTIONS true; "
                + "ALTER DATABASE orders ALLOW_CONNECTIONS true;",
            order.Approved.Does,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named_and_granted_suffices()
    {
        await using var stage = await FenceStage.StartAsync(isGranted: false);
        var judged = await stage.JudgeAsync();

        var offer = Assert.IsType<Offer.Impossible>(await Block(stage).OfferAsync(judged, Cancellation));
        await stage.Servers.RunAsync(1, offer.Remedy);

        Assert.IsType<Offer.Possible>(await Block(stage).OfferAsync(judged, Cancellation));
        Assert.Contains("GRANT shop TO ", offer.Remedy, StringComparison.Ordinal);
        Assert.Contains("GRANT pg_signal_backend TO ", offer.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_clients_write_beside_the_probes_closing_the_others_is_no_fence()
    {
        await using var stage = await FenceStage.StartAsync();
        await stage.Servers.RunAsync(1, "CREATE TABLE here (x int)");

        var offer = await Block(stage).OfferAsync(await stage.JudgeAsync(), Cancellation);

        Assert.Contains(
            "holds tables of its own",
            Assert.IsType<Offer.Impossible>(offer).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Sessions_that_only_a_superuser_could_end_are_said_before()
    {
        await using var stage = await FenceStage.StartAsync();
        await using var session = await stage.ConnectAsync("orders");

        var offer = await Block(stage).OfferAsync(await stage.JudgeAsync(), Cancellation);
        await stage.Servers.RunAsync(1, $"ALTER ROLE {Primacy.Lab.LabCluster.MonitorRole} SUPERUSER");
        var granted = await FenceStage.OrderAsync(Block(stage), await stage.JudgeAsync());

        Assert.StartsWith(
            "Sessions of postgres are open on node-1",
            Assert.IsType<Offer.Impossible>(offer).Why,
            StringComparison.Ordinal
        );
        Assert.IsType<FenceOutcome.Fenced>(await Block(stage).FenceAsync(granted, Cancellation));
    }

    [Fact]
    public async Task Who_writes_by_another_way_is_noticed()
    {
        await using var stage = await FenceStage.StartAsync();
        await using var writer = await stage.ConnectAsync("postgres");
        var order = await FenceStage.OrderAsync(Block(stage), await stage.JudgeAsync());
        // In the server itself, as this machine may have no time for a client for a second.
        await using var write = new NpgsqlCommand(
            "DO 'BEGIN LOOP PERFORM txid_current(); COMMIT; PERFORM pg_sleep(0.02); END LOOP; END'",
            writer
        )
        {
            CommandTimeout = 0,
        };
        var writing = write.ExecuteNonQueryAsync(Cancellation);
        var isWriting = $"SELECT (state = 'active')::text FROM pg_stat_activity WHERE pid = {writer.ProcessID}";
        await LabWait.UntilAsync(async () => await stage.Servers.AskAsync(1, isWriting) == "true");

        var outcome = await Block(stage).FenceAsync(order, Cancellation);
        await stage.Servers.RunAsync(1, $"SELECT pg_terminate_backend({writer.ProcessID})");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => writing);

        var why = Assert.IsType<FenceOutcome.Unknown>(outcome).Why;
        Assert.Contains("WAL still moves", why, StringComparison.Ordinal);
        Assert.Contains("To undo it: ALTER DATABASE", why, StringComparison.Ordinal);
    }

    static SqlBlock Block(FenceStage stage) => new(_ => stage.Settings, TimeProvider.System);
}
