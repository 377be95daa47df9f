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
    readonly Line _line = new(connection, timeout, time);
    Look? _look;
    Task _work = Task.CompletedTask;

    /// <summary>
    /// Begins a look unless one is in flight, and waits for its outcome with limited patience; null when it is still in
    /// flight then. Not to be called again before it has returned.
    /// </summary>
    public async ValueTask<Observation?> LookAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var look = _look ??= Begin();
        if (!look.IsOver)
        {
            await ((Task)look.Outcome)
                .WaitAsync(patience, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
        if (!look.IsOver)
            return null;
        _look = null;
        return await look.Outcome;
    }

    /// <summary>A look that begins after the call, so that it can confirm what an earlier one has shown.</summary>
    public async Task<Observation> ReadAgainAsync(CancellationToken cancellation)
    {
        if (_look is { } earlier)
            await earlier.Outcome.WaitAsync(cancellation);
        var look = _look = Begin();
        var observation = await look.Outcome.WaitAsync(cancellation);
        _look = null;
        return observation;
    }

    public async ValueTask DisposeAsync()
    {
        _look?.GiveUp();
        await _work;
        await _line.DisposeAsync();
    }

    Look Begin()
    {
        var look = new Look(instance.Id, _line, timeout, time);
        _work = look.RunAsync(_work);
        return look;
    }
}
