using Primacy.Topology;

namespace Primacy.Analysis.Splits;

/// <summary>What one kind of evidence says of where two primaries parted.</summary>
/// <param name="At">Where; an upper bound unless exact.</param>
/// <param name="IsExact">Whether it is the very position.</param>
/// <param name="Proof">The kind of evidence.</param>
/// <param name="IsNested">Whether the newer history contains the older one up to there.</param>
/// <param name="Wal">The reading of their WAL, the older one first, when that is the evidence.</param>
sealed record Fork(Lsn At, bool IsExact, ForkProof Proof, bool IsNested, Comparison? Wal = null);
