namespace Primacy.Tests.Notifications;

/// <summary>The machine's clock, which is ahead until somebody sets it right; timers run on, as real ones do.</summary>
sealed class MovedClock(TimeSpan ahead) : TimeProvider
{
    long _ahead = ahead.Ticks;

    public void SetRight() => Volatile.Write(ref _ahead, 0);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));
}
