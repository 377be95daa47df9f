using Primacy.Analysis;

namespace Primacy.Web.Api;

/// <summary>The harm of a split, and who votes for whom.</summary>
internal sealed record SplitReport
{
    /// <summary>Whether the sub-kind is proven; else it is only what the split looks like.</summary>
    public required bool Proven { get; init; }

    /// <summary>Why the sub-kind is what it is.</summary>
    public required string Why { get; init; }

    /// <summary>Since when there are two primaries, as far as was seen.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The same as seconds before this was seen.</summary>
    public required double Seconds { get; init; }

    public required IReadOnlyList<SideReport> Sides { get; init; }

    /// <summary>Every declared member's vote, then the managers'.</summary>
    public required IReadOnlyList<VoteReport> Votes { get; init; }

    public static SplitReport? From(Split? split, DateTimeOffset seen) =>
        split is null
            ? null
            : new SplitReport
            {
                Proven = split.IsProven,
                Why = split.Why,
                Since = split.Since,
                Seconds = Math.Max(0, (seen - split.Since).TotalSeconds),
                Sides = [.. split.Sides.Select(SideReport.From)],
                Votes = [.. split.Votes.Select(VoteReport.From)],
            };
}
