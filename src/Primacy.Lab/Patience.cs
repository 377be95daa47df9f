namespace Primacy.Lab;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Patience
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether the condition came true before the deadline.</summary>
    public static async Task<bool> UntilAsync(
        Func<ValueTask<bool>> condition,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (await condition())
                return true;
            if (time.GetElapsedTime(start) >= timeout)
                return false;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public static Task<bool> UntilAsync(
        Func<bool> condition,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => UntilAsync(() => ValueTask.FromResult(condition()), timeout, time, cancellationToken);
}
