using Microsoft.Extensions.Time.Testing;
using Primacy.Forensics;
using Primacy.Lab;
using Primacy.Tests.Lab;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Forensics;

/// <summary>WAL that is gone, servers that go, roles that may not look.</summary>
public sealed class TroubleTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task Two_servers_that_parted_before_the_WAL_that_is_left_are_apart(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await servers.SplitAsync(2);
        var fork = await servers.ForkByHistoryAsync(2);
        await RemoveWalAsync(servers, 1);
        await RemoveWalAsync(servers, 2);
        await servers.RunAsync(1, "INSERT INTO t VALUES (1)");

        var comparison = await servers.CompareAsync(1, 2, fork);

        Assert.Equal(Kinship.Apart, comparison.Kinship);
        Assert.True(comparison.Fork > fork);
        Assert.Contains("no longer has the WAL", comparison.Why, StringComparison.Ordinal);
        Assert.True(comparison.OneWrote?.ClientCommits >= 1);
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_fork_many_segments_back_and_on_an_older_timeline_is_found(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major, instances: 3);
        await servers.RunAsync(1, SwitchSegments(3));
        await servers.SplitAsync(2, 3);
        var fork = await servers.ForkByHistoryAsync(2);
        await servers.RunAsync(2, [.. SwitchSegments(6), "INSERT INTO t VALUES (2)"]);
        await servers.RunAsync(3, [.. SwitchSegments(5), "INSERT INTO t VALUES (3)"]);

        var comparison = await servers.CompareAsync(2, 3);

        Assert.Equal((Kinship.Forked, fork, null), (comparison.Kinship, comparison.Fork, comparison.Why));
        Assert.Equal((7, 6), (comparison.OneWrote!.ClientCommits, comparison.OtherWrote!.ClientCommits));
    }

    [Fact]
    public async Task A_frozen_server_is_given_up_at_the_deadline_and_read_on_when_it_thaws()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.SplitAsync(2);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var examiner = ExaminedLab.ExaminerOf(servers.Lab, time);
        var pair = new Inquiry.OfPair(ExaminedLab.Id(1), ExaminedLab.Id(2), null);
        await servers.RunAsync(1, "INSERT INTO t VALUES (1)");
        servers.Lab.Freeze(2);

        var comparing = examiner.CompareAsync(pair, null, Cancellation);
        await Eventually.Holds(
            () =>
            {
                time.Advance(Examiner.Deadline);
                return comparing.IsCompleted;
            },
            "it is given up"
        );
        var frozen = await comparing;
        servers.Lab.Thaw(2);
        var thawed = await examiner.CompareAsync(pair, frozen, Cancellation);

        Assert.Equal(Kinship.Unknown, frozen.Kinship);
        Assert.Contains("within 30 s", frozen.Why, StringComparison.Ordinal);
        Assert.Equal((Kinship.Forked, null), (thawed.Kinship, thawed.Why));
    }

    [Fact]
    public async Task What_is_not_read_by_the_deadline_is_read_with_the_next_comparison()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.SplitAsync(2);
        await servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 1000000)", "INSERT INTO t VALUES (1)");
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var examiner = ExaminedLab.ExaminerOf(servers.Lab, time);
        var pair = new Inquiry.OfPair(ExaminedLab.Id(1), ExaminedLab.Id(2), await servers.ForkByHistoryAsync(2));
        await servers.LogRequestsAsync(1);

        // A test that stalls lets the clock go on only when all has been read; then it is read anew.
        Comparison partial;
        var attempts = 0;
        do
        {
            Assert.True(++attempts <= 20, "It was read whole each time before the deadline could pass.");
            var requests = (await servers.RequestsAsync(1)).Count;
            var comparing = examiner.CompareAsync(pair, null, Cancellation);
            await LabWait.UntilAsync(async () => (await servers.RequestsAsync(1)).Count > requests);
            time.Advance(Examiner.Deadline);
            partial = await comparing;
        } while (partial.Why is null);
        var whole = await examiner.CompareAsync(pair, partial, Cancellation);

        Assert.Contains("within 30 s", partial.Why, StringComparison.Ordinal);
        Assert.Null(whole.Why);
        Assert.Equal((2, 0), (whole.OneWrote!.ClientCommits, whole.OtherWrote!.ClientCommits));
        if (partial.Kinship == Kinship.Forked)
            Assert.True((await servers.RequestsAsync(1))[^1] > partial.Fork, "it went on where it was");
    }

    [Fact]
    public async Task A_comparison_holds_while_one_of_the_two_is_away()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.SplitAsync(2);
        await servers.RunAsync(1, "INSERT INTO t VALUES (1)");
        var before = await servers.CompareAsync(1, 2);
        await servers.Lab.KillAsync(2, Cancellation);

        var during = await servers.CompareAsync(1, 2, null, before);
        await servers.Lab.StartAsync(2, Cancellation);
        var after = await servers.CompareAsync(1, 2, null, during);

        Assert.StartsWith("node-2 could not be read: ", during.Why, StringComparison.Ordinal);
        Assert.Equal(before, during with { Why = null });
        Assert.Equal((Kinship.Forked, before.Fork, null), (after.Kinship, after.Fork, after.Why));
        Assert.True(after.OtherStartedAt > before.OtherStartedAt);
    }

    [Fact]
    public async Task A_comparison_ends_when_it_is_cancelled()
    {
        await using var servers = await ExaminedLab.StartAsync();
        servers.Lab.Freeze(2);
        using var cancelled = new CancellationTokenSource();
        var comparing = servers.Examiner.CompareAsync(
            new Inquiry.OfPair(ExaminedLab.Id(1), ExaminedLab.Id(2), null),
            null,
            cancelled.Token
        );

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => comparing);
        servers.Lab.Thaw(2);
    }

    [Fact]
    public async Task A_server_that_is_killed_while_it_is_read_is_a_reason_and_no_exception()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.SplitAsync(2);
        await servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 2000000)");
        var whole = await servers.AskAsync(1, "SELECT pg_current_wal_lsn()::text");

        var comparing = servers.CompareAsync(1, 2, await servers.ForkByHistoryAsync(2));
        await LabWait.UntilAsync(async () =>
            comparing.IsCompleted
            || await servers.AskAsync(
                1,
                $"SELECT count(*)::text FROM pg_stat_replication WHERE sent_lsn > '0/5000000' AND sent_lsn < '{whole}'"
            ) == "1"
        );
        await servers.Lab.KillAsync(1, Cancellation);
        var comparison = await comparing;

        // The machine may have read it all before the kill; then nothing is missing.
        if (comparison.Why is { } why)
            Assert.StartsWith("node-1 could not be read: ", why, StringComparison.Ordinal);
        else
            Assert.Equal(Lsn.Parse(whole), comparison.OneWrote!.To);
    }

    [Fact]
    public async Task A_crash_is_read_over_and_forks_nothing()
    {
        await using var servers = await ExaminedLab.StartAsync();
        var first = await servers.CompareAsync(1, 2);
        var busy = servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 20000000)");
        await LabWait.UntilAsync(async () =>
            await servers.AskAsync(1, "SELECT (pg_current_wal_lsn() > '0/6000000')::text") == "true"
        );
        await servers.Lab.KillAsync(1, Cancellation);
        await Assert.ThrowsAnyAsync<Exception>(() => busy);
        await servers.Lab.StartAsync(1, Cancellation);
        await servers.CatchUpAsync(1, 2);

        var second = await servers.CompareAsync(1, 2, null, first);
        var anew = await servers.CompareAsync(1, 2, Lsn.Parse("0/3000000"));

        Assert.Equal((Kinship.Same, null), (second.Kinship, second.Why));
        Assert.Equal((Kinship.Same, null), (anew.Kinship, anew.Why));
        Assert.True(anew.To >= second.To);
    }

    [Fact]
    public async Task When_all_senders_are_taken_it_is_said_what_to_raise()
    {
        await using var servers = await ExaminedLab.StartAsync(instances: 1);
        await servers.RunAsync(1, "ALTER SYSTEM SET max_wal_senders = 0");
        await servers.Lab.StopAsync(1, Cancellation);
        await servers.Lab.StartAsync(1, Cancellation);

        var lineage = await servers.LineageAsync(1);

        Assert.Null(lineage.Switches);
        Assert.Equal(new Timeline(1), lineage.Timeline);
        Assert.Contains("max_wal_senders", Assert.Single(lineage.Missing).Grant, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_pg_monitor_only_the_time_of_the_file_is_missing()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.RunAsync(1, $"REVOKE pg_monitor FROM {LabCluster.MonitorRole}");
        await servers.SplitAsync(2);

        var lineage = await servers.LineageAsync(2);

        Assert.Single(lineage.Switches!.Value);
        Assert.Null(lineage.HistoryWrittenAt);
        Assert.Equal("GRANT pg_monitor TO \"primacy\"", Assert.Single(lineage.Missing).Grant);
    }

    static string[] SwitchSegments(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .SelectMany(_ => (string[])["INSERT INTO t VALUES (0)", "SELECT pg_switch_wal()"]),
        ];

    static async Task RemoveWalAsync(ExaminedLab servers, int number)
    {
        await servers.RunAsync(
            number,
            [
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots",
                "ALTER SYSTEM SET wal_keep_size = 0",
                "SELECT pg_reload_conf()",
                .. SwitchSegments(3),
                "CHECKPOINT",
                "SELECT pg_switch_wal()",
                "CHECKPOINT",
            ]
        );
        await LabWait.UntilAsync(async () =>
        {
            await servers.RunAsync(number, "CHECKPOINT");
            var left = "SELECT count(*)::text FROM pg_ls_waldir() WHERE name ~ '^0000000[12]0000000000000003$'";
            return await servers.AskAsync(number, left) == "0";
        });
    }
}
