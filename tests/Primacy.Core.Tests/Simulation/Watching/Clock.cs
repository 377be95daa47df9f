namespace Primacy.Simulation.Watching;

/// <summary>What the watcher takes for the time. It is set forward and back like any clock.</summary>
sealed class Clock(Engine engine)
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    long _aheadMilliseconds;

    /// <summary>When it was set last: times from before it and after it are in no order.</summary>
    public long SetAt { get; private set; }

    public DateTimeOffset Now => Noon.AddMilliseconds(engine.NowMilliseconds + _aheadMilliseconds);

    /// <summary>It is set to any time within these bounds of the true one.</summary>
    public void Set(long fromMilliseconds, long toMilliseconds) =>
        (SetAt, _aheadMilliseconds) = (
            engine.NowMilliseconds,
            engine.Random.NextInt64(fromMilliseconds, toMilliseconds)
        );
}
