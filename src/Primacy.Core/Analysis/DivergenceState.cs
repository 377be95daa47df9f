namespace Primacy.Analysis;

/// <summary>Whether an old primary has written past the point where the newer timeline forked off.</summary>
public enum DivergenceState
{
    /// <summary>It cannot be told: the timelines are equal, or the fork is not known exactly enough.</summary>
    Unknown,

    /// <summary>It has written nothing past the fork: nothing would be lost with it.</summary>
    Overlap,

    /// <summary>It has: both branches hold WAL that the other lacks.</summary>
    Diverged,
}
