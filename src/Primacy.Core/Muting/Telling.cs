namespace Primacy.Muting;

/// <summary>What becomes of the oldest news of an incident that a receiver has not been told of.</summary>
public abstract record Telling
{
    private protected Telling() { }

    /// <summary>It is told.</summary>
    public sealed record Now : Telling;

    /// <summary>It waits, and is judged anew then, or when what mutes it has changed.</summary>
    public sealed record Later(DateTimeOffset At, string Why) : Telling;

    /// <summary>The oldest of them are never told.</summary>
    /// <param name="Count">How many, the oldest first.</param>
    /// <param name="Why">The reason, for whoever asks why no page came.</param>
    public sealed record Never(int Count, string Why) : Telling;
}
