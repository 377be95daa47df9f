using Primacy.Forensics.Branches;
using Primacy.Lab;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Forensics.Branches;

/// <summary>Real servers, the first of which is to go, and a keeper of its branch.</summary>
internal sealed class BranchStage : IAsyncDisposable
{
    readonly TemporaryDirectory _state = new();

    BranchStage(ExaminedLab servers) => Servers = servers;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ExaminedLab Servers { get; }

    public string Root => _state["branches"];

    public BranchKeeper Keeper => new(_ => ExaminedLab.Settings(Servers.Lab, 1), Root, TimeProvider.System);

    public LabInstance Loser => Servers.Lab.Instances[0];

    public static async Task<BranchStage> StartAsync(int? major = null, int instances = 1) =>
        new(await ExaminedLab.StartAsync(major, instances));

    /// <summary>The server as it is now.</summary>
    public async Task<RepairTarget> JudgeAsync()
    {
        await using var probe = Probes.Of(ExaminedLab.Settings(Servers.Lab, 1));
        var state = await probe.AnswerAsync();
        return new RepairTarget(
            "orders",
            ExaminedLab.Id(1),
            Loser.Host,
            Loser.RealPort,
            state.System,
            Assert.NotNull(state.Timeline),
            state.StartedAt
        );
    }

    /// <summary>Where it writes next.</summary>
    public async Task<Lsn> PositionAsync() =>
        Lsn.Parse(await Servers.AskAsync(1, "SELECT pg_current_wal_flush_lsn()::text"));

    public async Task<IBranchRecording> RecordAsync(Lsn fork) =>
        Assert.IsType<BranchStart.Started>(await Keeper.StartAsync(await JudgeAsync(), fork, Cancellation)).Recording;

    /// <summary>Fills segments.</summary>
    public Task WriteAsync(int rows) =>
        Servers.RunAsync(1, $"INSERT INTO t SELECT generate_series(1, {rows})", "CHECKPOINT");

    /// <summary>Each recorded file is the server's own, byte for byte, as far as it was recorded.</summary>
    public async Task AssertSameFilesAsync(IBranchRecording recording, Lsn upTo)
    {
        const ulong SegmentBytes = 16 << 20;
        var files = Directory.GetFiles(recording.Directory, "0000*").Where(file => !file.EndsWith(".history")).Order();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var isOpen = file.EndsWith(SegmentFiles.PartialSuffix, StringComparison.Ordinal);
            var ours = await File.ReadAllBytesAsync(file, Cancellation);
            var theirs = await File.ReadAllBytesAsync(Path.Combine(Loser.DataDirectory, "pg_wal", name), Cancellation);
            var length = isOpen ? (int)(upTo.Value % SegmentBytes) : (int)SegmentBytes;
            Assert.Equal((int)SegmentBytes, ours.Length);
            Assert.True(ours.AsSpan(0, length).SequenceEqual(theirs.AsSpan(0, length)), $"{name} differs");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Servers.DisposeAsync();
        _state.Dispose();
    }
}
