namespace Primacy.Notifications;

/// <summary>
/// The lanes between one reload and the next. Each begins when the former lane of its own receiver has come to its end:
/// what is under way there is settled before what waits is read, so that nothing is told twice. It waits for no other
/// receiver's, as one that hangs would hold up all.
/// </summary>
internal sealed class Generation(IReadOnlyList<Lane> lanes) : IDisposable
{
    // Never disposed, because a reload may retire a generation that has just ended; it holds no timer.
    readonly CancellationTokenSource _retired = new();

    public IReadOnlyList<Lane> Lanes => lanes;

    public void Retire() => _retired.Cancel();

    /// <summary>Runs every lane until it is stopped or retired, and disposes it then.</summary>
    /// <param name="newest">
    /// The run of each receiver's newest lane by the receiver's name, which ends after those of all its former ones.
    /// One that is removed stays in it, as it may come back while its last attempt is still under way.
    /// </param>
    /// <param name="ends">Stops the lanes of all generations, which a lane that fails does as well.</param>
    public void Start(Dictionary<string, Task> newest, CancellationTokenSource ends)
    {
        foreach (var lane in lanes)
            newest[lane.Receiver] = RunAsync(lane, newest.GetValueOrDefault(lane.Receiver, Task.CompletedTask), ends);
    }

    /// <summary>Disposes the lanes of a generation that was never started.</summary>
    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
    }

    async Task RunAsync(Lane lane, Task former, CancellationTokenSource ends)
    {
        using var own = lane;
        try
        {
            await former;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, _retired.Token);
            await lane.RunAsync(stop.Token);
        }
        catch
        {
            await ends.CancelAsync();
            throw;
        }
    }
}
