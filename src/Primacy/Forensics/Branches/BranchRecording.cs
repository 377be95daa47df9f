using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics.Branches;

/// <summary>
/// Records one branch beside its caller, until the server ends its stream, it fails, or nobody wants it.
/// </summary>
internal sealed class BranchRecording : IBranchRecording
{
    const string Given = "Recording was ended before the server ended its stream.";

    readonly RepairTarget _loser;
    readonly BranchSource _source;
    readonly BranchLedger _ledger;
    readonly CancellationTokenSource _end;
    readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task<BranchEnd> _run;
    readonly Lsn _writtenBefore;
    TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    ulong _heldUpTo;
    bool _isDisposed;
    Exception? _failure;
    Lsn? _stoodAt;

    public BranchRecording(
        RepairTarget loser,
        BranchSource source,
        BranchLedger ledger,
        WalSession session,
        CancellationTokenSource end
    )
    {
        (_loser, _source, _ledger, _end, _heldUpTo) = (loser, source, ledger, end, ledger.HeldUpTo.Value);
        _writtenBefore = source.Facts.Flushed;
        _run = Task.Run(() => RunAsync(session));
    }

    public string Directory => _ledger.Directory;

    public Lsn HeldUpTo => new(Volatile.Read(ref _heldUpTo));

    public string? Fault =>
        _run is { IsCompletedSuccessfully: true, Result: BranchEnd.Incomplete end } ? end.Why : null;

    /// <summary>Ends when the first bytes are durable; fails when it never came to that.</summary>
    public Task Begun => _begun.Task;

    public async Task<string?> CatchUpAsync(CancellationToken cancellation) =>
        await HeldAsync(_writtenBefore, cancellation)
            ? null
            : Fault ?? $"{_loser.Instance} ended before all was here that it had written.";

    public async Task<BranchEnd> CompleteAsync(Lsn? standsAt, CancellationToken cancellation)
    {
        if (standsAt is not { } stand || !await HeldAsync(stand, cancellation))
            return await _run.WaitAsync(cancellation);
        _stoodAt = stand;
        return new BranchEnd.Complete(HeldUpTo);
    }

    /// <summary>Whether it comes as far as that.</summary>
    async Task<bool> HeldAsync(Lsn position, CancellationToken cancellation)
    {
        while (true)
        {
            var progress = Volatile.Read(ref _progress).Task;
            if (HeldUpTo >= position)
                return true;
            if (_run.IsCompleted)
                return false;
            await Task.WhenAny(progress, _run).WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _end.CancelAsync();
        await _run;
        _end.Dispose();
    }

    /// <summary>Ends it and takes away what was written.</summary>
    public async Task AbandonAsync()
    {
        await DisposeAsync();
        try
        {
            _ledger.Abandon();
        }
        catch (BranchException)
        {
            // Left behind is a directory that says of itself that it is incomplete.
        }
    }

    async Task<BranchEnd> RunAsync(WalSession session)
    {
        BranchEnd end;
        try
        {
            end = await RecordAsync(session);
        }
        // Whatever ends it, foreseen or not: who stops a server by this recording has to hear of that.
        catch (Exception fault)
        {
            _failure = fault;
            end = new BranchEnd.Incomplete(HeldUpTo, Words(fault));
        }
        end = WriteDown(end);
        if (_failure is { } failure)
            _begun.TrySetException(failure);
        _begun.TrySetResult();
        _ = _begun.Task.Exception;
        return end;
    }

    async Task<BranchEnd> RecordAsync(WalSession first)
    {
        var session = first;
        var at = _ledger.HeldUpTo;
        while (true)
        {
            await using var closed = session;
            var leg = _source.LegFrom(at);
            if (await RecordAsync(new WalStream(session.Under), leg) is { } end)
                return end;
            at = leg.To;
            session = await _source.OpenAsync(_loser);
        }
    }

    /// <summary>Records a stretch; null when it is whole and there is another.</summary>
    async Task<BranchEnd?> RecordAsync(WalStream stream, Leg leg)
    {
        await stream.StartAsync(leg);
        if (leg.From >= _source.Facts.Flushed)
            _begun.TrySetResult();
        while (true)
        {
            var next = stream.NextAsync();
            if (!next.IsCompleted)
                Sync();
            switch (await next)
            {
                case WalArrival.Piece when Record(stream, leg):
                    Sync();
                    return null;
                case WalArrival.Question:
                    Sync();
                    await stream.TellAsync(HeldUpTo);
                    break;
                case WalArrival.Shutdown:
                    Sync();
                    return new BranchEnd.Complete(HeldUpTo);
                case WalArrival.TimelineEnd:
                    Sync();
                    return new BranchEnd.Incomplete(HeldUpTo, $"{_loser.Instance} has left timeline {leg.Timeline}.");
            }
        }
    }

    /// <summary>Writes a piece; true when the stretch is whole with it.</summary>
    bool Record(WalStream stream, Leg leg)
    {
        var left = leg.To.BytesSince(stream.Position);
        var piece = (ulong)stream.Piece.Length < left ? stream.Piece : stream.Piece[..(int)left];
        _ledger.Append(leg.Timeline, stream.Position, piece);
        return (ulong)piece.Length == left;
    }

    void Sync()
    {
        _ledger.Sync();
        if (_ledger.HeldUpTo == HeldUpTo)
            return;
        Volatile.Write(ref _heldUpTo, _ledger.HeldUpTo.Value);
        _begun.TrySetResult();
        Interlocked
            .Exchange(ref _progress, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .TrySetResult();
    }

    BranchEnd WriteDown(BranchEnd end)
    {
        try
        {
            switch (end)
            {
                case BranchEnd.Complete complete:
                    _ledger.Note(
                        "complete",
                        "The server shut down and ended its stream after all that it had written."
                    );
                    return new BranchEnd.Complete(complete.UpTo);
                case BranchEnd.Incomplete when _end.IsCancellationRequested && _stoodAt is { } stand:
                    _ledger.Note("blocked", $"All up to {stand} is here, where the server stood still, blocked.");
                    return end;
                case BranchEnd.Incomplete incomplete:
                    _ledger.Note("incomplete", incomplete.Why);
                    return end;
            }
            return end;
        }
        catch (Exception fault)
        {
            _failure ??= fault;
            return end is BranchEnd.Incomplete ? end : new BranchEnd.Incomplete(HeldUpTo, fault.Message);
        }
        finally
        {
            _ledger.Dispose();
        }
    }

    string Words(Exception fault) =>
        _end.IsCancellationRequested ? Given
        : fault is BranchException ? fault.Message
        : !Refusals.IsExpected(fault) ? $"Recording failed in Primacy itself: {fault.Message}"
        : $"{_loser.Instance} ended its stream without saying that it was all: {ConnectionFaults.Words(fault)}.";
}
