namespace Primacy.Notifications;

/// <summary>The lanes between one reload and the next.</summary>
internal sealed class Generation(IReadOnlyList<Lane> lanes) : IDisposable
{
    // Never disposed, because a reload may retire a generation that has just ended; it holds no timer.
    readonly CancellationTokenSource _retired = new();

    public IReadOnlyList<Lane> Lanes => lanes;

    public void Retire() => _retired.Cancel();

    /// <summary>Runs every lane until it is stopped or retired, or until one fails, which stops the others.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, _retired.Token);
        // Without a lane there is still something to wait for: the next reload.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var ending = ends.Token.Register(ended.SetResult);
        await Task.WhenAll([ended.Task, .. lanes.Select(lane => RunAsync(lane, ends))]);
    }

    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
    }

    static async Task RunAsync(Lane lane, CancellationTokenSource ends)
    {
        try
        {
            await lane.RunAsync(ends.Token);
        }
        catch
        {
            await ends.CancelAsync();
            throw;
        }
    }
}
