namespace Primacy.Analysis.Splits;

/// <summary>How a split came about, and why that is said.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsProven">Whether it is proven; else it only looks like it.</param>
/// <param name="Why">The reason, as a sentence.</param>
sealed record KindOfSplit(SubKind Kind, bool IsProven, string Why);
