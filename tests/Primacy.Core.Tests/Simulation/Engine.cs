namespace Primacy.Simulation;

/// <summary>
/// A heap ordered by logical time: the whole engine. What is due at one instant runs in the order it was set.
/// </summary>
sealed class Engine(int seed)
{
    readonly PriorityQueue<Action, (long AtMilliseconds, long Order)> _due = new();
    long _order;

    public Random Random { get; } = new(seed);

    public long NowMilliseconds { get; private set; }

    public void After(long milliseconds, Action action) =>
        _due.Enqueue(action, (NowMilliseconds + milliseconds, _order++));

    /// <summary>After some time between the two.</summary>
    public void Within(long fromMilliseconds, long toMilliseconds, Action action) =>
        After(Random.NextInt64(fromMilliseconds, toMilliseconds), action);

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public void Run(long untilMilliseconds)
    {
        while (_due.TryDequeue(out var action, out var when) && when.AtMilliseconds <= untilMilliseconds)
        {
            NowMilliseconds = when.AtMilliseconds;
            action();
        }
    }
}
