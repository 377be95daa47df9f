using Primacy.Lab;
using Primacy.Tests.Lab;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Forensics;

public sealed class LineageTests
{
    const string Position = "SELECT pg_current_wal_lsn()::text";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_timeline_shows_where_it_comes_from_right_after_the_promotion(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        var (old, standby) = (await servers.LineageAsync(1), await servers.LineageAsync(2));
        await servers.SplitAsync(2);

        var promoted = await servers.LineageAsync(2);

        Assert.Equal((new Timeline(1), new Timeline(1)), (old.Timeline, standby.Timeline));
        Assert.Equal(([], []), (old.Switches, standby.Switches));
        Assert.Null(old.HistoryWrittenAt);
        var one = Assert.Single(promoted.Switches!.Value);
        Assert.Equal(new Timeline(2), promoted.Timeline);
        Assert.Equal((new Timeline(1), await servers.ForkByHistoryAsync(2)), (one.Parent, one.At));
        Assert.Equal("no recovery target specified", one.Reason);
        // Times of files are shown in whole seconds.
        Assert.True(promoted.HistoryWrittenAt?.AddSeconds(1) > promoted.StartedAt);
        Assert.Equal(standby.StartedAt, promoted.StartedAt);
        Assert.Empty(promoted.Missing);
        Assert.True(promoted.WalFiles!.OldestAt < promoted.WalFiles.ReadAt);
        Assert.True(promoted.WalFiles.ReadAt > promoted.StartedAt);
        Assert.True(promoted.WalFiles.Begin <= one.At);
        Assert.True(one.At.BytesSince(promoted.WalFiles.Begin) < 10 * 16 << 20, "it begins segments before, not more");
    }

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task Without_the_right_to_replicate_it_is_said_which_is_missing(int? major)
    {
        await using var servers = await ExaminedLab.StartAsync(major);
        await servers.RunAsync(1, $"ALTER ROLE {LabCluster.MonitorRole} NOREPLICATION");
        await servers.SplitAsync(2);

        var lineage = await servers.LineageAsync(2);
        var comparison = await servers.CompareAsync(1, 2);

        Assert.Null(lineage.Switches);
        Assert.Equal(new Timeline(2), lineage.Timeline);
        Assert.NotNull(lineage.HistoryWrittenAt);
        Assert.NotNull(lineage.WalFiles);
        Assert.Equal("ALTER ROLE \"primacy\" REPLICATION", Assert.Single(lineage.Missing).Grant);
        Assert.Equal(Kinship.Unknown, comparison.Kinship);
        Assert.Equal(lineage.StartedAt, comparison.OtherStartedAt);
        Assert.NotNull(comparison.Why);
        Assert.Equal(lineage.Missing, comparison.Missing);
    }

    [Fact]
    public async Task A_directory_that_is_copied_anew_shows_new_files_and_one_that_is_started_again_does_not()
    {
        await using var servers = await ExaminedLab.StartAsync();
        var before = (await servers.LineageAsync(2)).WalFiles!;
        var reached = Lsn.Parse(await servers.Lab.QueryScalarAsync<string>(1, Position, Cancellation));
        await LabWait.UntilAsync(async () =>
            (await servers.LineageAsync(1)).WalFiles!.ReadAt > before.ReadAt.AddSeconds(1)
        );

        await servers.Lab.KillAsync(2, Cancellation);
        await servers.Lab.StartAsync(2, Cancellation);
        var started = (await servers.LineageAsync(2)).WalFiles!;
        await servers.Lab.RejoinAsync(2, 1, Cancellation);
        var copied = (await servers.LineageAsync(2)).WalFiles!;

        Assert.True(started.OldestAt <= before.ReadAt || started.Begin <= reached, $"{before}\n{started}");
        Assert.True(copied.OldestAt > before.ReadAt && copied.Begin > reached, $"{before}\n{copied}");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_has_no_lineage_but_a_reason()
    {
        await using var servers = await ExaminedLab.StartAsync();
        await servers.Lab.KillAsync(2, Cancellation);

        var look = await servers.Examiner.ReadLineageAsync(ExaminedLab.Id(2), Cancellation);
        var comparison = await servers.CompareAsync(1, 2);

        Assert.Null(look.Lineage);
        Assert.NotEmpty(look.Why!);
        Assert.Equal((Kinship.Unknown, default), (comparison.Kinship, comparison.OtherStartedAt));
        Assert.StartsWith("node-2 could not be read: ", comparison.Why, StringComparison.Ordinal);
    }
}
