using Primacy.Topology;

namespace Primacy.Repairing;

/// <summary>How a recording ended.</summary>
internal abstract record BranchEnd
{
    BranchEnd() { }

    /// <summary>All that the server wrote is here.</summary>
    public sealed record Complete(Lsn UpTo) : BranchEnd;

    /// <summary>Whether all is here is not known, as a sentence; what is ends at <paramref name="UpTo"/>.</summary>
    public sealed record Incomplete(Lsn UpTo, string Why) : BranchEnd;
}
