namespace Primacy.Analysis;

/// <summary>What is known of a split beyond that there is one.</summary>
public sealed record Split
{
    /// <summary>Whether the verdict's sub-kind is proven; else it is only what the split looks like.</summary>
    public required bool IsProven { get; init; }

    /// <summary>Why the sub-kind is what it is, in a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Since when there are two primaries, as far as was seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The claimants, in the order of the verdict's subjects.</summary>
    public EquatableArray<SplitSide> Sides { get; init; }

    /// <summary>Who stands behind which claimant: every declared member, then the managers.</summary>
    public EquatableArray<Vote> Votes { get; init; }
}
