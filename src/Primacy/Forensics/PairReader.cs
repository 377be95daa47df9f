using Primacy.Probing;
using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics;

/// <summary>Reads two servers' WAL side by side until they part or one ends, and then each to its end.</summary>
internal sealed class PairReader(Side one, Side other)
{
    /// <summary>Segments read before the fork only to learn when transactions began.</summary>
    const int AnchorAttemptsMax = 3;

    public Side One => one;

    public Side Other => other;

    /// <summary>Why reading ended before what was wanted, as a sentence without a full stop.</summary>
    public string? Why { get; private set; }

    /// <summary>Begins where they are presumed to have parted, and goes back as far as needed.</summary>
    public async Task<Lockstep?> BeginAsync(Lsn? presumed, CancellationToken cancellation)
    {
        var segment = Math.Max(one.Facts!.SegmentBytes, other.Facts!.SegmentBytes);
        var lesser = one.Facts.Flushed < other.Facts.Flushed ? one.Facts.Flushed : other.Facts.Flushed;
        var last = (long)(lesser.Value / segment);
        var search = new SegmentSearch(presumed is { } fork ? (long)(fork.Value / segment) : last, last);
        Lockstep? best = null;
        for (var attempts = 0; search.Candidate is { } candidate; attempts++)
        {
            var lockstep = new Lockstep(new Lsn((ulong)candidate * segment));
            if (!await TryStepAsync(lockstep, cancellation))
            {
                search.IsRemoved();
                continue;
            }
            best = lockstep;
            var isEnough =
                lockstep.Kinship == Kinship.Same
                || (lockstep.Kinship == Kinship.Forked && (lockstep.IsAnchored || attempts >= AnchorAttemptsMax));
            if (isEnough || HasFailed(lockstep))
                return lockstep;
            search.GoBack();
        }
        await Task.WhenAll(one.RestAsync(), other.RestAsync());
        Why ??= best is { Kinship: Kinship.Forked } ? null : Gone();
        return best;
    }

    /// <summary>Reads on to what each had flushed.</summary>
    public async Task GoOnAsync(Lockstep lockstep, CancellationToken cancellation)
    {
        try
        {
            await StepAsync(lockstep, cancellation);
            await Task.WhenAll(
                CountAsync(one, lockstep.One, lockstep.CountOne, cancellation),
                CountAsync(other, lockstep.Other, lockstep.CountOther, cancellation)
            );
        }
        catch (Npgsql.PostgresException e) when (Refusals.IsRemoved(e))
        {
            Why = ConnectionFaults.Words(e);
        }
        Why ??= lockstep.One.Refusal ?? lockstep.Other.Refusal ?? one.Why ?? other.Why;
    }

    /// <summary>False when a server no longer has the WAL where this begins.</summary>
    async Task<bool> TryStepAsync(Lockstep lockstep, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(one.RestAsync(), other.RestAsync());
            await StepAsync(lockstep, cancellation);
            return true;
        }
        catch (Npgsql.PostgresException e) when (Refusals.IsRemoved(e))
        {
            return false;
        }
    }

    async Task StepAsync(Lockstep lockstep, CancellationToken cancellation)
    {
        for (var isGoingOn = true; isGoingOn; )
        {
            lockstep.Advance();
            if (lockstep.HasParted || HasFailed(lockstep))
                return;
            var (isOneFed, isOtherFed) = (!lockstep.AwaitsOne, !lockstep.AwaitsOther);
            if (!isOneFed)
                isOneFed = await one.FillAsync(lockstep.One, cancellation);
            if (!isOtherFed)
                isOtherFed = await other.FillAsync(lockstep.Other, cancellation);
            isGoingOn = isOneFed && isOtherFed;
        }
    }

    static async Task CountAsync(Side side, WalReader reader, Func<bool> count, CancellationToken cancellation)
    {
        while (count() && reader.Refusal is null && await side.FillAsync(reader, cancellation)) { }
    }

    bool HasFailed(Lockstep lockstep) =>
        (lockstep.One.Refusal ?? lockstep.Other.Refusal ?? one.Why ?? other.Why) is { };

    string Gone() => $"{one.Instance} or {other.Instance} no longer has the WAL that would show where they parted";
}
