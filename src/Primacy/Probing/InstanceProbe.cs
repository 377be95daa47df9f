using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>
/// Asks one instance over and over, on one connection that stays. No failure is final: each look begins with what the
/// one before left, a connection or none.
/// </summary>
/// <param name="instance">Whom to ask.</param>
/// <param name="connection">How to connect.</param>
/// <param name="timeout">How long one look may take, connecting included.</param>
/// <param name="time">The clock.</param>
internal sealed class InstanceProbe(
    Instance instance,
    ConnectionSettings connection,
    TimeSpan timeout,
    TimeProvider time
) : IAsyncDisposable
{
    static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(1);

    readonly Line _line = new(connection, timeout, time);
    Look? _look;
    Task _work = Task.CompletedTask;
    ITimer? _deadline;

    /// <summary>
    /// The outcome of the look that is in flight, or has not been taken yet; begins one if there is none.
    /// </summary>
    public Task<Observation> Look() => (_look ??= Begin()).Outcome;

    /// <summary>Takes the outcome, if there is one, so that the next look is a new one.</summary>
    public Observation? Take()
    {
        if (_look is not { IsOver: true } look)
            return null;
        _look = null;
        return look.Outcome.Result;
    }

    /// <summary>A look that begins after the call, so that it can confirm what an earlier one has shown.</summary>
    public async Task<Observation> ReadAgainAsync(CancellationToken cancellation)
    {
        if (_look is { } earlier)
            await earlier.Outcome.WaitAsync(cancellation);
        var look = Begin();
        var observation = await look.Outcome.WaitAsync(cancellation);
        _look = null;
        return observation;
    }

    public async ValueTask DisposeAsync()
    {
        _look?.GiveUp();
        await _work;
        if (_deadline is { } deadline)
            await deadline.DisposeAsync();
        await _line.DisposeAsync();
    }

    Look Begin()
    {
        var look = new Look(instance.Id, _line, timeout, time);
        Volatile.Write(ref _look, look);
        // One timer for all looks, set anew for each, costs less than one each.
        _deadline ??= time.CreateTimer(
            static probe => ((InstanceProbe)probe!).GiveUpWhenDue(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _deadline.Change(timeout, Timeout.InfiniteTimeSpan);
        _work = look.RunAsync(_work);
        return look;
    }

    /// <summary>The timer may fire for a look that is long over just when the next has begun.</summary>
    void GiveUpWhenDue()
    {
        if (Volatile.Read(ref _look) is not { IsOver: false } look)
            return;
        if (look.Left > TimeSpan.Zero)
            _deadline?.Change(look.Left + TimerGrain, Timeout.InfiniteTimeSpan);
        else
            look.GiveUp();
    }
}
