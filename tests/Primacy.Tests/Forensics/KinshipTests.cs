using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Forensics;

public sealed class KinshipTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_primary_and_its_standby_are_one_history(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 50000)");
        await servers.CatchUpAsync(1, 2);

        var comparison = await servers.CompareAsync(1, 2);

        Assert.Null(comparison.Why);
        Assert.Equal((Kinship.Same, null), (comparison.Kinship, comparison.Fork));
        Assert.True(comparison.To > comparison.From);
        Assert.Empty(comparison.Missing);
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task Where_WAL_differs_is_where_the_history_file_says_that_it_forked(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 50000)");
        await servers.SplitAsync(2);
        await servers.RunAsync(1, "INSERT INTO t VALUES (1)");
        await servers.RunAsync(2, "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (3)");

        var fork = await servers.ForkByHistoryAsync(2);
        foreach (var presumed in (Lsn?[])[fork, null])
        {
            var comparison = await servers.CompareAsync(1, 2, presumed);

            Assert.Null(comparison.Why);
            Assert.Equal((Kinship.Forked, fork), (comparison.Kinship, comparison.Fork));
            Assert.Equal(1, comparison.OneWrote?.ClientCommits);
            Assert.Equal(2, comparison.OtherWrote?.ClientCommits);
        }
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task Twin_promotions_with_one_history_are_told_apart(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major, instances: 3);
        // A primary that is shut down has sent all it had, so that both are promoted at one place.
        await servers.Lab.StopAsync(1, Cancellation);
        await servers.Lab.PromoteAsync(2, Cancellation);
        await servers.Lab.PromoteAsync(3, Cancellation);

        var (one, other) = (await servers.LineageAsync(2), await servers.LineageAsync(3));
        var fork = await servers.ForkByHistoryAsync(2);
        var comparison = await servers.CompareAsync(2, 3, fork);

        Assert.Equal((one.Timeline, one.Switches), (other.Timeline, other.Switches));
        Assert.Equal((Kinship.Forked, fork, null), (comparison.Kinship, comparison.Fork, comparison.Why));
        Assert.Equal((0, 0), (comparison.OneWrote!.ClientCommits, comparison.OtherWrote!.ClientCommits));
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_copy_that_was_started_as_a_primary_has_forked_on_the_same_timeline(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await servers.RunAsync(1, "INSERT INTO t SELECT generate_series(1, 1000)");
        await servers.CatchUpAsync(1, 2);
        await servers.Lab.StopAsync(2, Cancellation);
        File.Delete(Path.Combine(servers.Lab.Instances[1].DataDirectory, "standby.signal"));
        await servers.Lab.StartAsync(2, Cancellation);
        await servers.RunAsync(1, "INSERT INTO t VALUES (1)");

        var comparison = await servers.CompareAsync(1, 2);

        var timelines = (await servers.LineageAsync(1)).Timeline == (await servers.LineageAsync(2)).Timeline;
        Assert.True(timelines, "both are on timeline 1");
        Assert.Null(comparison.Why);
        Assert.Equal(Kinship.Forked, comparison.Kinship);
        Assert.Equal((1, 0), (comparison.OneWrote!.ClientCommits, comparison.OtherWrote!.ClientCommits));
    }

    [Fact]
    public async Task A_second_comparison_reads_only_what_is_new()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.SplitAsync(2);
        await servers.RunAsync(1, "INSERT INTO t VALUES (1)");
        var first = await servers.CompareAsync(1, 2);

        await servers.LogRequestsAsync(1);
        await servers.RunAsync(1, "INSERT INTO t VALUES (2)");
        await servers.RunAsync(2, "INSERT INTO t VALUES (3)");
        var second = await servers.CompareAsync(1, 2, null, first);
        var asked = await servers.RequestsAsync(1);
        var anew = await servers.CompareAsync(1, 2);

        Assert.True(Assert.Single(asked) > first.Fork, "what was read before is not asked for again");
        Assert.True((await servers.RequestsAsync(1))[^1] < first.Fork, "without an earlier one it is");

        Assert.Equal((1, 0), (first.OneWrote!.ClientCommits, first.OtherWrote!.ClientCommits));
        Assert.Equal((2, 1), (second.OneWrote!.ClientCommits, second.OtherWrote!.ClientCommits));
        Assert.Equal((second.Fork, second.From), (first.Fork, first.From));
        Assert.Equal((2, 1), (anew.OneWrote!.ClientCommits, anew.OtherWrote!.ClientCommits));
    }

    [Fact]
    public async Task A_fork_after_a_comparison_that_saw_none_is_found_by_going_on()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.CatchUpAsync(1, 2);
        var before = await servers.CompareAsync(1, 2);
        await servers.SplitAsync(2);
        await servers.RunAsync(1, "INSERT INTO t VALUES (1)");

        var after = await servers.CompareAsync(1, 2, null, before);

        Assert.Equal(Kinship.Same, before.Kinship);
        Assert.Equal((Kinship.Forked, await servers.ForkByHistoryAsync(2)), (after.Kinship, after.Fork));
        Assert.Equal(1, after.OneWrote?.ClientCommits);
    }
}
