namespace Primacy.Watching;

/// <summary>
/// Something that is found out beside the loop, over and over while it is asked for: one attempt at a time, a pause
/// after each. Used by one loop, which takes what an attempt brought when its next look begins.
/// </summary>
/// <param name="pause">How long to wait after an attempt that brought this; null when it brought nothing.</param>
/// <param name="time">The clock.</param>
internal sealed class Errand<T>(Func<T?, TimeSpan> pause, TimeProvider time)
    where T : class
{
    Task<T?>? _attempt;
    long _endedAt;
    TimeSpan _pause;
    TimeSpan _lapsed;
    bool _isWanted;

    /// <summary>What the last attempt that brought anything brought.</summary>
    public T? Newest { get; private set; }

    /// <summary>Ends when no attempt goes on.</summary>
    public Task Idle => _attempt ?? Task.CompletedTask;

    /// <summary>Begins an attempt unless one goes on, has not been taken, or the pause is not over.</summary>
    /// <param name="find">Gets what the attempt before brought. Must not fail.</param>
    public void Begin(Func<T?, Task<T?>> find)
    {
        _isWanted = true;
        if (_attempt is not null || (_pause > TimeSpan.Zero && time.GetElapsedTime(_endedAt) < _pause))
            return;
        (var earlier, _lapsed) = (Newest, TimeSpan.Zero);
        _attempt = Task.Run(() => find(earlier));
    }

    /// <summary>
    /// A look is over. If nobody wanted this, things will not be as they were at the last attempt when somebody does
    /// again, and what that one brought is no reason to wait.
    /// </summary>
    /// <param name="failure">The pause after a failure: no other one lapses.</param>
    public void EndLook(TimeSpan failure)
    {
        if (!_isWanted)
            (_lapsed, _pause) = (failure, AfterLapse(_pause, failure));
        _isWanted = false;
    }

    /// <summary>Takes what an attempt that has ended brought; false when there is none.</summary>
    public bool Take()
    {
        if (_attempt is not { IsCompleted: true } ended)
            return false;
        var found = ended.GetAwaiter().GetResult();
        (_attempt, _endedAt, _pause) = (null, time.GetTimestamp(), AfterLapse(pause(found), _lapsed));
        Newest = found ?? Newest;
        return found is not null;
    }

    static TimeSpan AfterLapse(TimeSpan pause, TimeSpan lapsed) => pause == lapsed ? TimeSpan.Zero : pause;
}
