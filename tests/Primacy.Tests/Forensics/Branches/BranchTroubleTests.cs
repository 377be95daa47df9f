using System.Diagnostics;
using Primacy.Forensics.Branches;
using Primacy.Repairing;
using Primacy.Tests.Lab;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Forensics.Branches;

/// <summary>What is kept stays readable when the keeper is killed, and a full disk is said.</summary>
public sealed class BranchTroubleTests
{
    const int SegmentBytes = 16 << 20;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_9_what_was_kept_is_there()
    {
        await using var stage = await BranchStage.StartAsync(WalDump.Exists ? WalDump.Major : null);
        var fork = await stage.PositionAsync();
        using var state = new TemporaryDirectory();
        using var child = await StartAsync(stage, fork, state.Path);
        var directory = await child.StandardOutput.ReadLineAsync(Cancellation);
        await stage.WriteAsync(600_000);
        var written = await stage.PositionAsync();
        // The child comes after the server, and between two files there is a moment without a partial one.
        var name = SegmentFiles.NameOf(new Timeline(1), written, SegmentBytes) + SegmentFiles.PartialSuffix;
        var last = new FileInfo(Path.Combine(directory!, name));
        await LabWait.UntilAsync(() =>
        {
            last.Refresh();
            return Task.FromResult(last is { Exists: true, Length: SegmentBytes });
        });

        child.Kill();
        await child.WaitForExitAsync(Cancellation);

        var whole = Directory.GetFiles(directory!, "0000*0?").Order().ToArray();
        Assert.NotEmpty(whole);
        foreach (var file in whole)
        {
            var theirs = Path.Combine(stage.Loser.DataDirectory, "pg_wal", Path.GetFileName(file));
            Assert.Equal(
                await File.ReadAllBytesAsync(theirs, Cancellation),
                await File.ReadAllBytesAsync(file, Cancellation)
            );
        }
        var partial = Assert.Single(Directory.GetFiles(directory!, "*.partial"));
        Assert.Equal(SegmentBytes, new FileInfo(partial).Length);
        if (WalDump.Exists)
            Assert.NotEmpty(await WalDump.ReadAsync(directory!));
        Assert.True(written > fork);
    }

    [Fact]
    public async Task A_full_disk_ends_a_recording_and_is_said()
    {
        await using var stage = await BranchStage.StartAsync();
        using var child = await StartAsync(stage, await stage.PositionAsync(), "/mnt", "112m");
        var directory = await child.StandardOutput.ReadLineAsync(Cancellation);
        await SkipWhenForbiddenAsync(child, directory);
        await stage.WriteAsync(1_500_000);

        var said = await child.StandardOutput.ReadToEndAsync(Cancellation);

        Assert.StartsWith($"{directory} cannot be written: ", said, StringComparison.Ordinal);
        Assert.EndsWith(
            " MiB free, of which 32 MiB are left to the journal.",
            said.Split('\n')[0],
            StringComparison.Ordinal
        );
        Assert.Contains("\"state\": \"incomplete\"", said, StringComparison.Ordinal);
        await child.WaitForExitAsync(Cancellation);
    }

    [Fact]
    public async Task A_disk_that_is_too_small_is_known_before_anything_is_recorded()
    {
        await using var stage = await BranchStage.StartAsync();
        using var child = await StartAsync(stage, await stage.PositionAsync(), "/mnt", "20m");

        var said = await child.StandardOutput.ReadLineAsync(Cancellation);

        await SkipWhenForbiddenAsync(child, said);
        Assert.StartsWith("The disk of /mnt has 20 MiB free, and the branch needs ", said, StringComparison.Ordinal);
        await child.WaitForExitAsync(Cancellation);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_a_fault_of_the_recording_and_not_silence()
    {
        await using var stage = await BranchStage.StartAsync();
        var clock = new BrokenClock();
        var keeper = new BranchKeeper(_ => ExaminedLab.Settings(stage.Servers.Lab, 1), stage.Root, clock);
        var started = await keeper.StartAsync(await stage.JudgeAsync(), await stage.PositionAsync(), Cancellation);
        await using var recording = Assert.IsType<BranchStart.Started>(started).Recording;

        clock.IsBroken = true;
        await stage.Servers.Lab.StopAsync(1, Cancellation);
        var end = await recording.CompleteAsync(null, Cancellation);

        Assert.Equal("The clock is broken.", Assert.IsType<BranchEnd.Incomplete>(end).Why);
        Assert.Equal("The clock is broken.", recording.Fault);
    }

    static async Task SkipWhenForbiddenAsync(Process child, string? said)
    {
        if (said is not null)
            return;
        var complaint = await child.StandardError.ReadToEndAsync(Cancellation);
        Assert.SkipWhen(
            complaint.Contains("unshare", StringComparison.Ordinal)
                || complaint.Contains("mount:", StringComparison.Ordinal),
            $"this machine allows no mount namespaces: {complaint}"
        );
        Assert.Equal("", complaint);
    }

    /// <summary>A child that records, on a disk of its own where a size is given.</summary>
    static async Task<Process> StartAsync(BranchStage stage, Lsn fork, string root, string? size = null)
    {
        var settings = ExaminedLab.Settings(stage.Servers.Lab, 1);
        var argument = BranchChild.Argument(settings, await stage.JudgeAsync(), fork, root);
        var mounted = $"mount -t tmpfs -o size={size} none /mnt && exec \"$0\" \"$@\"";
        string[] prefix = size is null ? [] : ["unshare", "-rm", "sh", "-c", mounted];
        return ChildProcess.Start(nameof(BranchChild), argument, prefix);
    }

    sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() =>
            IsBroken ? throw new InvalidOperationException("The clock is broken.") : base.GetUtcNow();
    }
}
