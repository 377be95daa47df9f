using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>A standby that holds, or may hold, rows that its primary lacks.</summary>
/// <param name="Member">The standby.</param>
/// <param name="Stray">What is remembered of it.</param>
/// <param name="IsProven">Whether it is proven; else it is suspected.</param>
/// <param name="Why">The reason, as the end of a sentence that begins with the standby.</param>
sealed record StrayFinding(Member Member, Stray Stray, bool IsProven, string Why);
