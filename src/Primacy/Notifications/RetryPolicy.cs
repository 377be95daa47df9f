namespace Primacy.Notifications;

/// <summary>When a delivery is tried again. Pure: the draw of the jitter is an argument.</summary>
internal static class RetryPolicy
{
    /// <summary>A receiver may be down for a whole weekend; what is older is no news to anybody.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>What a receiver may wish for at most.</summary>
    static readonly TimeSpan LongestWish = Longest * 5;

    /// <summary>A refusal lasts until a person has mended the configuration, so it is tried less often.</summary>
    public static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);

    /// <summary>The pause after an attempt in vain; a receiver's longer wish counts, within limits.</summary>
    /// <param name="outcome">What came of the attempt.</param>
    /// <param name="attempts">Attempts in vain before this one.</param>
    /// <param name="draw">A random number of at least 0 and less than 1.</param>
    public static TimeSpan Pause(DeliveryOutcome outcome, int attempts, double draw)
    {
        // The exponent is bounded before it is raised, so that no number of attempts overflows.
        var doubled = First * Math.Pow(2, Math.Clamp(attempts, 0, 20));
        var pause = outcome is DeliveryOutcome.Refused ? AfterRefusal : Min(doubled, Longest);
        var jittered = pause * (0.5 + draw / 2);
        return outcome is DeliveryOutcome.Failed { Pause: { } wish } && wish > jittered
            ? Min(wish, LongestWish)
            : jittered;
    }

    /// <summary>
    /// When to try again what is not held. No pause is as long as this one where the clock was ahead when it was
    /// written down and has been set back since, and nobody waits for hours then.
    /// </summary>
    public static DateTimeOffset DueAt(DateTimeOffset written, DateTimeOffset now) =>
        written - now > LongestWish ? now : written;

    static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
