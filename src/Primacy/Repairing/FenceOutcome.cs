using Primacy.Topology;

namespace Primacy.Repairing;

/// <summary>What came of fencing.</summary>
internal abstract record FenceOutcome
{
    FenceOutcome() { }

    /// <summary>It was stopped, and that was seen.</summary>
    /// <param name="Evidence">What shows it, as a sentence.</param>
    /// <param name="StandsAt">Where its WAL stands still; null when the server has ended.</param>
    public sealed record Fenced(string Evidence, Lsn? StandsAt = null) : FenceOutcome;

    /// <summary>Nothing was changed, or all of it was undone.</summary>
    public sealed record Refused(string Why) : FenceOutcome;

    /// <summary>Something may have been changed, and whether it is stopped is not known.</summary>
    public sealed record Unknown(string Why) : FenceOutcome;
}
