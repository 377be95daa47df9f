namespace Primacy.Notifications;

/// <summary>That a receiver is told of several incidents by one message.</summary>
internal sealed record Grouping
{
    public static TimeSpan WaitMost { get; } = TimeSpan.FromMinutes(5);

    static readonly TimeSpan WaitDefault = TimeSpan.FromSeconds(5);

    /// <summary>What the incidents of one message have in common; nothing where all may stand together.</summary>
    public EquatableArray<string> By { get; init; }

    /// <summary>
    /// How long the first news wait for others; null for the default, by which a page that wakes people does not wait.
    /// </summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>How long a delivery waits for others.</summary>
    /// <param name="isUrgent">Whether it says that something critical fires, and has not been told before.</param>
    public TimeSpan WaitOf(bool isUrgent) => Wait ?? (isUrgent ? TimeSpan.Zero : WaitDefault);
}
