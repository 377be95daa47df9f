using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Topology;

namespace Primacy.Forensics.Branches;

/// <summary>
/// Records WAL of a primary that should go, from the segment that holds the fork until the server ends its stream. It
/// takes no slot: a slot would be a write on the very server that is to write no more, and one that is left behind
/// keeps WAL until that server's disk is full, while it could not bring back what is removed already.
/// </summary>
/// <param name="reach">How a server is connected to; null when it is not known.</param>
/// <param name="root">The directory of all branches.</param>
/// <param name="time">The clock.</param>
internal sealed class BranchKeeper(Func<RepairTarget, ConnectionSettings?> reach, string root, TimeProvider time)
    : IBranchKeeper
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    const string Unreached = "Primacy has no way to connect to it.";

    const string Retry = "Look at the server and its log, and ask again.";

    public async ValueTask<Offer> OfferAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation)
    {
        if (reach(loser) is not { } settings)
            return new Offer.Impossible(Unreached, "Declare the instance in the configuration.");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var source = new BranchSource(settings, Patience, either.Token);
            await using var session = await source.OpenAsync(loser);
            if (Room(source, fork) is { } cramped)
                return new Offer.Impossible(cramped, $"Make room in {root}, or give Primacy another state directory.");
            await TryAsync(source, session, fork);
            return new Offer.Possible(
                $"Records the WAL of {loser.Instance} from {source.SegmentOf(fork)} on in {root}.",
                $"{loser.Instance} still has its WAL from {source.SegmentOf(fork)} on."
            );
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && Refusals.IsExpected(fault))
        {
            var remedy = Refusals.ToReplicate(fault, settings) is { } right ? $"Needed is: {right.Grant}." : Retry;
            return new Offer.Impossible(Words(loser, fork, fault), remedy);
        }
    }

    public async Task<BranchStart> StartAsync(RepairTarget loser, Lsn fork, CancellationToken cancellation)
    {
        if (reach(loser) is not { } settings)
            return new BranchStart.Refused(Unreached);
        var end = new CancellationTokenSource();
        BranchRecording? recording = null;
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            await using var late = patience.Token.Register(end.Cancel);
            await using var called = cancellation.Register(end.Cancel);
            var source = new BranchSource(settings, Patience, end.Token);
            var session = await source.OpenAsync(loser);
            recording = await BeginAsync(loser, fork, source, session, end);
            await recording.Begun;
            return new BranchStart.Started(recording);
        }
        catch (Exception fault)
        {
            if (recording is not null)
                await recording.AbandonAsync();
            else
                end.Dispose();
            if (fault is not BranchException && !Refusals.IsExpected(fault))
                throw;
            cancellation.ThrowIfCancellationRequested();
            return new BranchStart.Refused(Words(loser, fork, fault));
        }
    }

    /// <summary>Whether the server sends what is asked for, which it says only when it sends it.</summary>
    static async Task TryAsync(BranchSource source, WalSession session, Lsn fork)
    {
        var leg = source.LegFrom(source.SegmentOf(fork));
        if (leg.From >= source.Facts.Flushed)
            return;
        var stream = new WalStream(session.Under);
        await stream.StartAsync(leg);
        while (await stream.NextAsync() is WalArrival.Sign or WalArrival.Question)
            await stream.TellAsync(leg.From);
    }

    async Task<BranchRecording> BeginAsync(
        RepairTarget loser,
        Lsn fork,
        BranchSource source,
        WalSession session,
        CancellationTokenSource end
    )
    {
        try
        {
            if (Room(source, fork) is { } cramped)
                throw new BranchException(cramped);
            var directory = BranchException.Wrap(root, () => BranchDirectory.Create(root, loser, fork));
            var ledger = new BranchLedger(directory, loser, fork, source, time);
            return new BranchRecording(loser, source, ledger, session, end);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Why our disk is too small; null when there is room for all that and the journal.</summary>
    string? Room(BranchSource source, Lsn fork)
    {
        var needed =
            source.Facts.Flushed.BytesSince(source.SegmentOf(fork))
            + 2 * source.Facts.SegmentBytes
            + SegmentFiles.ReserveBytes;
        var free = (ulong)new DriveInfo(Existing(root)).AvailableFreeSpace;
        return free >= needed
            ? null
            : $"The disk of {root} has {Size(free)} free, and the branch needs {Size(needed)}.";
    }

    static string Existing(string path)
    {
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { } above)
            path = above;
        return path;
    }

    static string Size(ulong bytes) => $"{Math.Ceiling(bytes / 1048576.0):0} MiB";

    static string Words(RepairTarget loser, Lsn fork, Exception fault) =>
        fault is BranchException ? fault.Message
        : Refusals.IsRemoved(fault)
            ? $"{loser.Instance} has already removed WAL that is needed to keep its branch from {fork} on."
        : $"The branch of {loser.Instance} cannot be recorded: {ConnectionFaults.Words(fault)}.";
}
