namespace Primacy.Simulation;

/// <summary>
/// A heap ordered by logical time: the whole engine. What is due at one instant runs in the order it was set.
/// </summary>
sealed class Engine(int seed)
{
    /// <summary>The time and the order share one number, which sorts faster than a pair; a history is short.</summary>
    const int OrderBits = 24;

    readonly PriorityQueue<Action, long> _due = new();
    long _order;

    public Random Random { get; } = new(seed);

    public long NowMilliseconds { get; private set; }

    public void After(long milliseconds, Action action) =>
        _due.Enqueue(action, ((NowMilliseconds + milliseconds) << OrderBits) | _order++);

    /// <summary>After some time between the two.</summary>
    public void Within(long fromMilliseconds, long toMilliseconds, Action action) =>
        After(Random.NextInt64(fromMilliseconds, toMilliseconds), action);

    /// <summary>Again and again, for the first time after one period.</summary>
    public void Every(long milliseconds, Action action)
    {
        After(milliseconds, Again);

        void Again()
        {
            action();
            After(milliseconds, Again);
        }
    }

    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>Any of those that fit, or none.</summary>
    public T? Any<T>(IEnumerable<T> among)
        where T : class
    {
        T[] all = [.. among];
        return all.Length == 0 ? null : all[Random.Next(all.Length)];
    }

    public void Run(long untilMilliseconds)
    {
        while (_due.TryDequeue(out var action, out var key) && key >> OrderBits <= untilMilliseconds)
        {
            NowMilliseconds = key >> OrderBits;
            action();
        }
    }
}
