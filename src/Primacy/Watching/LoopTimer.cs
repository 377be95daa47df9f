namespace Primacy.Watching;

/// <summary>A timer of a <see cref="LoopClock"/>, which guards what can be set.</summary>
internal sealed class LoopTimer(LoopClock clock, TimerCallback callback, object? state) : ITimer
{
    public const long Never = long.MaxValue;

    /// <summary>The timestamp at which it fires next.</summary>
    public long DueAt { get; set; } = Never;

    /// <summary>From one firing to the next; null when there is only one.</summary>
    public long? PeriodTicks { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Set(this, dueTime, period);
        return true;
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
