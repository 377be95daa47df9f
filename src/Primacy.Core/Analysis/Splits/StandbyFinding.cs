using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>A standby on the losing branch.</summary>
/// <param name="Member">The standby.</param>
/// <param name="IsProven">Whether it is proven; else it is suspected.</param>
/// <param name="Text">What it did and what follows, in a sentence.</param>
sealed record StandbyFinding(Member Member, bool IsProven, string Text);
