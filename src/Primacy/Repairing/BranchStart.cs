namespace Primacy.Repairing;

/// <summary>Whether a recording runs.</summary>
internal abstract record BranchStart
{
    BranchStart() { }

    public sealed record Started(IBranchRecording Recording) : BranchStart;

    /// <summary>Nothing is recorded, as a sentence.</summary>
    public sealed record Refused(string Why) : BranchStart;
}
