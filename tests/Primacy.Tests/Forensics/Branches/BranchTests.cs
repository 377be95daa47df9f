using System.Text.Json;
using Primacy.Forensics.Branches;
using Primacy.Repairing;
using Primacy.Tests.Lab;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Forensics.Branches;

/// <summary>What a primary that should go has written is kept, all of it where that can be known.</summary>
public sealed class BranchTests
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_server_that_shuts_down_ends_its_stream_when_all_is_here(int? major)
    {
        await using var stage = await BranchStage.StartAsync(major);
        var fork = await stage.PositionAsync();
        await using var recording = await stage.RecordAsync(fork);
        await stage.WriteAsync(400_000);

        await stage.Servers.Lab.StopAsync(1, Cancellation);
        var end = await recording.CompleteAsync(null, Cancellation);

        var complete = Assert.IsType<BranchEnd.Complete>(end);
        Assert.Null(recording.Fault);
        await stage.AssertSameFilesAsync(recording, complete.UpTo);
        Assert.Equal("complete", State(recording));
        Assert.Equal(OwnerOnly, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(recording.Directory));
    }

    [Fact]
    public async Task A_whole_branch_is_read_by_PostgreSQL_up_to_the_shutdown()
    {
        Assert.SkipUnless(WalDump.Exists, WalDump.Missing);
        await using var stage = await BranchStage.StartAsync(WalDump.Major);
        await using var recording = await stage.RecordAsync(await stage.PositionAsync());
        await stage.WriteAsync(400_000);
        await stage.Servers.RunAsync(1, "CREATE TABLE last_of_all ()");

        await stage.Servers.Lab.StopAsync(1, Cancellation);
        await recording.CompleteAsync(null, Cancellation);

        var records = await WalDump.ReadAsync(recording.Directory);
        Assert.Contains("CHECKPOINT_SHUTDOWN", records[^1], StringComparison.Ordinal);
        Assert.InRange(
            records.Count(record => record.Contains("rmgr: Heap ", StringComparison.Ordinal)),
            400_000,
            int.MaxValue
        );
    }

    [Fact]
    public async Task Rows_of_a_kept_branch_are_read_on_a_copy_from_before_the_fork()
    {
        Assert.SkipUnless(WalDump.Exists, WalDump.Missing);
        await using var stage = await BranchStage.StartAsync(WalDump.Major, instances: 2);
        await using var copy = await RestoredCopy.TakeAsync(stage.Servers.Lab, 1);
        await stage.Servers.SplitAsync(2);
        var fork = await stage.Servers.ForkByHistoryAsync(2);
        await using var recording = await stage.RecordAsync(fork);
        await stage.Servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 1234)");
        await stage.Servers.Lab.StopAsync(1, Cancellation);
        await recording.CompleteAsync(null, Cancellation);

        await copy.ReplayAsync(recording.Directory, timeline: "1");

        Assert.Equal("1234", await copy.AskAsync("SELECT count(*)::text FROM t"));
    }

    [Fact]
    public async Task A_branch_that_began_on_a_timeline_before_is_kept_with_its_history()
    {
        await using var stage = await BranchStage.StartAsync();
        var fork = await stage.PositionAsync();
        await stage.WriteAsync(400_000);
        await stage.Servers.Lab.StopAsync(1, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(stage.Loser.DataDirectory, "standby.signal"), "", Cancellation);
        await stage.Servers.Lab.StartAsync(1, Cancellation);
        await stage.Servers.Lab.PromoteAsync(1, Cancellation);
        await using var recording = await stage.RecordAsync(fork);
        await stage.WriteAsync(400_000);

        var stand = await stage.PositionAsync();
        var end = await recording.CompleteAsync(stand, Cancellation);

        Assert.IsType<BranchEnd.Complete>(end);
        Assert.True(recording.HeldUpTo >= stand);
        Assert.Equal("recording", State(recording));
        await recording.DisposeAsync();
        Assert.Equal("blocked", State(recording));
        await stage.AssertSameFilesAsync(recording, stand);
        var names = Directory.GetFiles(recording.Directory).Select(Path.GetFileName).ToArray();
        Assert.Contains(names, name => name!.StartsWith("00000001", StringComparison.Ordinal));
        Assert.Equal(
            await File.ReadAllTextAsync(
                Path.Combine(stage.Loser.DataDirectory, "pg_wal", "00000002.history"),
                Cancellation
            ),
            await File.ReadAllTextAsync(Path.Combine(recording.Directory, "00000002.history"), Cancellation)
        );
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_commit_that_waits_for_a_synchronous_standby_goes_on_waiting(int? major)
    {
        await using var stage = await BranchStage.StartAsync(major);
        var servers = stage.Servers;
        await using var recording = await stage.RecordAsync(await stage.PositionAsync());
        // It asks the recording how far it is after half of the time, and ends one that is silent for all of it.
        await servers.RunAsync(
            1,
            "ALTER SYSTEM SET wal_sender_timeout = '20s'",
            "ALTER SYSTEM SET synchronous_standby_names = '*'",
            "SELECT pg_reload_conf()"
        );
        await LabWait.UntilAsync(async () => await servers.AskAsync(1, "SHOW synchronous_standby_names") == "*");

        var commit = servers.RunAsync(1, "INSERT INTO t VALUES (1)");
        await LabWait.UntilAsync(async () => await WaitingAsync(servers) == "1");
        var written = await stage.PositionAsync();
        await recording.CompleteAsync(written, Cancellation);

        var told = $"SELECT (write_lsn >= '{written}' AND flush_lsn IS NULL)::text FROM pg_stat_replication";
        await LabWait.UntilAsync(async () => await servers.AskAsync(1, told) == "true");
        await LabWait.StaysSilentAsync(commit);
        Assert.Equal("1", await WaitingAsync(servers));
        Assert.Equal(
            "async 0",
            await servers.AskAsync(1, "SELECT sync_state || ' ' || sync_priority FROM pg_stat_replication")
        );
        await servers.RunAsync(1, "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
        await commit;
    }

    [Fact]
    public async Task A_smart_shutdown_waits_for_no_more_than_that_all_is_here()
    {
        await using var stage = await BranchStage.StartAsync();
        await using var recording = await stage.RecordAsync(await stage.PositionAsync());
        await stage.WriteAsync(10);

        stage.Servers.Lab.BeginToStop(1);

        var end = await recording.CompleteAsync(null, Cancellation);
        await stage.AssertSameFilesAsync(recording, Assert.IsType<BranchEnd.Complete>(end).UpTo);
    }

    [Theory]
    [InlineData("0/3000060", 16, "000000070000000000000003")]
    [InlineData("1/0", 16, "000000070000000100000000")]
    [InlineData("2/FFFFFFFF", 16, "0000000700000002000000FF")]
    [InlineData("2/FFFFFFFF", 1, "000000070000000200000FFF")]
    [InlineData("A/40000000", 1024, "000000070000000A00000001")]
    public void Segments_are_called_as_PostgreSQL_calls_them(string position, int megabytes, string name) =>
        Assert.Equal(name, SegmentFiles.NameOf(new Timeline(7), Lsn.Parse(position), (ulong)megabytes << 20));

    [Fact]
    public async Task A_server_that_is_killed_leaves_a_branch_of_which_nobody_knows_whether_it_is_whole()
    {
        await using var stage = await BranchStage.StartAsync();
        await using var recording = await stage.RecordAsync(await stage.PositionAsync());
        await stage.WriteAsync(10);
        var written = await stage.PositionAsync();
        await recording.CompleteAsync(written, Cancellation);

        await stage.Servers.Lab.KillAsync(1, Cancellation);
        var end = Assert.IsType<BranchEnd.Incomplete>(await recording.CompleteAsync(null, Cancellation));

        Assert.True(end.UpTo >= written);
        Assert.Equal((end.Why, "incomplete"), (recording.Fault, State(recording)));
        Assert.StartsWith("node-1 ended its stream without saying that it was all", end.Why, StringComparison.Ordinal);
        await stage.AssertSameFilesAsync(recording, written);
    }

    [Fact]
    public async Task Wal_that_is_gone_is_a_refusal_that_leaves_nothing_behind()
    {
        await using var stage = await BranchStage.StartAsync();
        var fork = await stage.PositionAsync();
        await stage.Servers.RunAsync(
            1,
            "ALTER SYSTEM SET wal_keep_size = 0",
            "ALTER SYSTEM SET max_wal_size = '32MB'",
            "SELECT pg_reload_conf()"
        );
        for (var i = 0; i < 4; i++)
            await stage.Servers.RunAsync(1, "INSERT INTO t VALUES (1)", "SELECT pg_switch_wal()", "CHECKPOINT");
        var target = await stage.JudgeAsync();

        var start = Assert.IsType<BranchStart.Refused>(await stage.Keeper.StartAsync(target, fork, Cancellation));
        var offer = Assert.IsType<Repair.Offer.Impossible>(await stage.Keeper.OfferAsync(target, fork, Cancellation));

        Assert.Equal($"node-1 has already removed WAL that is needed to keep its branch from {fork} on.", start.Why);
        Assert.Equal(start.Why, offer.Why);
        Assert.Empty(Directory.GetDirectories(Path.Combine(stage.Root, "orders")));
    }

    [Fact]
    public async Task Another_server_than_the_one_that_was_judged_is_not_recorded()
    {
        await using var stage = await BranchStage.StartAsync();
        var (fork, judged) = (await stage.PositionAsync(), await stage.JudgeAsync());
        await stage.Servers.Lab.StopAsync(1, Cancellation);
        await stage.Servers.Lab.StartAsync(1, Cancellation);
        Repair.RepairTarget[] others =
        [
            judged,
            await stage.JudgeAsync() with
            {
                System = new SystemIdentifier(1),
            },
            await stage.JudgeAsync() with
            {
                Timeline = new Timeline(7),
            },
        ];
        string[] words = ["it was started at", "its system identifier is", "it is on timeline 1, and was on 7"];

        foreach (var (other, word) in others.Zip(words))
        {
            var start = Assert.IsType<BranchStart.Refused>(await stage.Keeper.StartAsync(other, fork, Cancellation));
            Assert.Contains(word, start.Why, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(stage.Root));
    }

    [Fact]
    public async Task A_branch_is_offered_and_kept_beside_those_that_are_there()
    {
        await using var stage = await BranchStage.StartAsync();
        var (fork, judged) = (await stage.PositionAsync(), await stage.JudgeAsync());
        await stage.WriteAsync(10);

        var offer = Assert.IsType<Repair.Offer.Possible>(await stage.Keeper.OfferAsync(judged, fork, Cancellation));
        var again = await stage.Keeper.OfferAsync(judged, fork, Cancellation);
        await using var first = await stage.RecordAsync(fork);
        await using var second = await stage.RecordAsync(fork);

        Assert.Equal(offer, again);
        Assert.Contains(stage.Root, offer.Does, StringComparison.Ordinal);
        Assert.Equal($"{first.Directory}-2", second.Directory);
        await LabWait.UntilAsync(async () =>
            await stage.Servers.AskAsync(1, "SELECT count(*)::text FROM pg_stat_replication") == "2"
        );
    }

    static string? State(IBranchRecording recording)
    {
        var manifest = File.ReadAllText(Path.Combine(recording.Directory, BranchManifest.FileName));
        return JsonDocument.Parse(manifest).RootElement.GetProperty("state").GetString();
    }

    static Task<string> WaitingAsync(ExaminedLab servers) =>
        servers.AskAsync(1, "SELECT count(*)::text FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
}
