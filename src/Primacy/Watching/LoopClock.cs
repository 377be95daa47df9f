namespace Primacy.Watching;

/// <summary>The clock of a loop that has a thread of its own, which fires the timers itself.</summary>
/// <param name="time">What tells the time.</param>
/// <param name="wake">Wakes the thread, so that it learns of a timer that is due sooner than it thought.</param>
internal sealed class LoopClock(TimeProvider time, Action wake) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<LoopTimer> _timers = [];

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LoopTimer(this, callback, state);
        lock (_lock)
            _timers.Add(timer);
        Set(timer, dueTime, period);
        return timer;
    }

    /// <summary>Fires what is due, on the thread that calls.</summary>
    public void FireDue()
    {
        while (TakeDue() is { } timer)
            timer.Fire();
    }

    /// <summary>How long nothing is due.</summary>
    public TimeSpan UntilNext()
    {
        var next = LoopTimer.Never;
        lock (_lock)
        {
            foreach (var timer in _timers)
                next = Math.Min(next, timer.DueAt);
        }
        if (next == LoopTimer.Never)
            return Timeout.InfiniteTimeSpan;
        // Rounded up: a wait is cut to whole milliseconds, and would end just before the timer is due.
        var left = Math.Ceiling(time.GetElapsedTime(time.GetTimestamp(), next).TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Clamp(left, 0, int.MaxValue));
    }

    public void Set(LoopTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            timer.DueAt = dueTime == Timeout.InfiniteTimeSpan ? LoopTimer.Never : time.GetTimestamp() + Ticks(dueTime);
            timer.PeriodTicks = period > TimeSpan.Zero ? Ticks(period) : null;
        }
        wake();
    }

    public void Remove(LoopTimer timer)
    {
        lock (_lock)
            _timers.Remove(timer);
    }

    LoopTimer? TakeDue()
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (_timers.Find(t => t.DueAt <= now) is not { } timer)
                return null;
            // What was missed meanwhile is left out.
            timer.DueAt = timer.PeriodTicks is { } period
                ? Math.Max(timer.DueAt, now - period) + period
                : LoopTimer.Never;
            return timer;
        }
    }

    long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
