using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What was known beyond the probes at a look.</summary>
internal sealed record StoredTestimony(
    IReadOnlyList<StoredLineage> Lineages,
    IReadOnlyList<StoredComparison> Comparisons,
    IReadOnlyList<StoredClaim> Claims
)
{
    public static StoredTestimony Of(Testimony testimony) =>
        new(
            [.. testimony.Lineages.Select(StoredLineage.Of)],
            [.. testimony.Comparisons.Select(StoredComparison.Of)],
            [.. testimony.Claims.Select(StoredClaim.Of)]
        );

    public Testimony ToTestimony() =>
        new()
        {
            Lineages = Lineages.Select(lineage => lineage.ToLineage()).ToEquatableArray(),
            Comparisons = Comparisons.Select(comparison => comparison.ToComparison()).ToEquatableArray(),
            Claims = Claims.Select(claim => claim.ToClaim()).ToEquatableArray(),
        };
}
