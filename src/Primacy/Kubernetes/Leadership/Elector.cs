using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Reads and writes the Lease, one request at a time: takes it when it is free, renews it while it is held, and takes
/// along what was told. Who asks what this replica may do asks its clock, not this loop, which may be held up.
/// </summary>
internal sealed partial class Elector(
    LeaseStore store,
    Candidacy start,
    LedgerBook book,
    TimeProvider time,
    ILogger<Elector> logger
)
{
    const int AttemptsMax = 5;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly long _origin = time.GetTimestamp();
    readonly ConcurrentQueue<Claim> _claims = new();
    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    Candidacy _candidacy = start;
    string? _fault;

    Standing _announced = new(Role.Unknown, "", false);

    /// <summary>
    /// Raised when leadership may be another, when an outage has begun or is over, or when another replica has written
    /// what it told.
    /// </summary>
    public event Action? Changed;

    /// <summary>Decides on a claim by what the Lease says at that moment; notes what is claimed.</summary>
    public Func<Claim, Standing, bool> Decide { get; set; } = (_, _) => true;

    /// <summary>What the replicas share besides what they told; null when they share nothing.</summary>
    public ISharedNote? Shared { get; set; }

    public Standing Standing => Volatile.Read(ref _candidacy).At(Now);

    public bool MayAct => Volatile.Read(ref _candidacy).MayAct(Now);

    /// <summary>Why the Lease cannot be read or written; null while it can.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    public int Transitions => Volatile.Read(ref _candidacy).Seen?.Transitions ?? 0;

    Standing Leading => new(Role.Leading, _candidacy.Identity, true, Rank: 0);

    TimeSpan Now => time.GetElapsedTime(_origin);

    public void Wake() => _wake.Writer.TryWrite(true);

    public void Ask(Claim claim)
    {
        _claims.Enqueue(claim);
        Wake();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TryStepAsync(stop);
            await IdleAsync(stop);
        }
    }

    /// <summary>
    /// Gives the Lease back, so that another takes it at once: also where the answer to that is lost, so that this one
    /// acts no more from before it is asked for.
    /// </summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        Volatile.Write(ref _candidacy, _candidacy.Resigned());
        string? fault = null;
        for (var attempt = 0; attempt < AttemptsMax && !cancellation.IsCancellationRequested; attempt++)
        {
            try
            {
                if (await TryReleaseAsync(cancellation))
                    return;
            }
            catch (Exception e) when (e is LeaseException or OperationCanceledException)
            {
                fault = e.Message;
            }
        }
        LogUnreachable(fault ?? "others wrote it each time");
    }

    /// <summary>Whether it is another's to hold now; false when somebody else wrote in between.</summary>
    async Task<bool> TryReleaseAsync(CancellationToken cancellation)
    {
        if (_candidacy.Seen?.Holder != _candidacy.Identity)
            return true;
        if (await ReadAsync(cancellation) is not { } seen || seen.Holder != _candidacy.Identity)
            return true;
        var given = seen with { Holder = "", Ledger = book.Wanted(time.GetUtcNow()), Shared = SharedOf(seen) };
        if (!await WriteAsync(given, isRenewal: false, cancellation))
            return false;
        LogReleased();
        return true;
    }

    async Task TryStepAsync(CancellationToken stop)
    {
        try
        {
            for (var attempt = 0; attempt < AttemptsMax && !await StepAsync(stop); attempt++) { }
            if (_fault is not null)
                LogReachable();
            Volatile.Write(ref _fault, null);
        }
        catch (LeaseException fault)
        {
            if (_fault is null)
                LogUnreachable(fault.Message);
            Volatile.Write(ref _fault, fault.Message);
            Volatile.Write(ref _candidacy, _candidacy.Lost(Now));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        Announce(isNews: false);
    }

    /// <summary>Reads, decides and writes; false when somebody else wrote in between.</summary>
    async Task<bool> StepAsync(CancellationToken stop)
    {
        var seen = await ReadAsync(stop);
        var now = Now;
        // Somebody has deleted it. Who held it makes it anew, and does not know yet that it is gone.
        if (seen is null && _candidacy.Seen is { } && !_candidacy.MayTake(now))
            return true;
        var isRenewal = seen is null || _candidacy.IsRenewal(now);
        var ours = Granted(isRenewal ? Leading : Standing);
        var wanted = book.Wanted(time.GetUtcNow());
        var record = (seen ?? new LeaseRecord()) with { Ledger = wanted, Shared = SharedOf(seen) };
        var isBeat = _candidacy.IsBeatDue(now);
        if (isBeat)
            record = _candidacy.Counted(record, now);
        if (isRenewal)
            record = Renewed(record);
        var isNothing = !isRenewal && !isBeat && wanted == seen!.Ledger && record.Shared == seen.Shared;
        var isWritten = isNothing || await WriteAsync(record, isRenewal, stop);
        foreach (var claim in ours)
        {
            // Somebody else has written something: what is decided anew may be decided otherwise.
            if (isWritten)
                claim.Settle(true);
            else
                _claims.Enqueue(claim);
        }
        return isWritten;
    }

    /// <summary>Of the claims that wait those that are granted; of the others it is said at once.</summary>
    Claim[] Granted(Standing standing)
    {
        Claim[] claims = [.. Waiting()];
        Claim[] ours = [.. claims.Where(claim => Decide(claim, standing))];
        foreach (var claim in claims.Except(ours))
            claim.Settle(false);
        return ours;
    }

    IEnumerable<Claim> Waiting()
    {
        while (_claims.TryDequeue(out var claim))
        {
            if (!claim.Answer.IsCompleted)
                yield return claim;
        }
    }

    async Task<LeaseRecord?> ReadAsync(CancellationToken cancellation)
    {
        var asked = Now;
        var wasInTouch = _candidacy.At(asked).Role is not Role.Unknown;
        var record = await store.ReadAsync(cancellation);
        var known = _candidacy.Answered(Now);
        Volatile.Write(ref _candidacy, record is null ? known : known.Read(record, asked, Now));
        if (record is not null)
        {
            Shared?.Read(record.Shared);
            Announce(book.Take(record.Ledger, time.GetUtcNow(), wasInTouch));
        }
        return record;
    }

    string? SharedOf(LeaseRecord? seen) => Shared is { } shared ? shared.Wanted() : seen?.Shared;

    async Task<bool> WriteAsync(LeaseRecord record, bool isRenewal, CancellationToken cancellation)
    {
        var asked = Now;
        if (await store.WriteAsync(record, cancellation) is not { } written)
            return false;
        Volatile.Write(ref _candidacy, _candidacy.Wrote(written, isRenewal, asked, Now));
        book.Wrote(written.Ledger);
        return true;
    }

    LeaseRecord Renewed(LeaseRecord record)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var isNew = record.Holder != _candidacy.Identity;
        return record with
        {
            Holder = _candidacy.Identity,
            Duration = _candidacy.Duration,
            RenewedAt = now,
            AcquiredAt = isNew ? now : record.AcquiredAt,
            Transitions = record.Transitions + (isNew && record.AcquiredAt is not null ? 1 : 0),
        };
    }

    /// <summary>Until the next renewal or look is due, or somebody has something to write.</summary>
    async Task IdleAsync(CancellationToken stop)
    {
        var free = _candidacy.FreeAt - Now;
        var pause = free > TimeSpan.Zero && free < Pause ? free : Pause;
        using var alarm = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, stop);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) { }
    }

    void Announce(bool isNews)
    {
        var (before, standing) = (_announced, Standing);
        _announced = standing;
        var isOther = standing.Role != before.Role || standing.Holder != before.Holder;
        if (isOther)
            LogStanding(standing.Role, standing.Holder);
        if (isOther || isNews || standing.IsInTouch != before.IsInTouch)
            Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Leadership: {Role}; the lease is held by '{Holder}'")]
    partial void LogStanding(Role role, string holder);

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease was given back")]
    partial void LogReleased();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The lease cannot be used: {Why}. Alerts go out from whoever sees something critical"
    )]
    partial void LogUnreachable(string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The lease can be used again")]
    partial void LogReachable();
}
