using Primacy.Topology;

namespace Primacy.Forensics;

/// <summary>What an attempt to read a lineage has led to: the lineage, or why there is none.</summary>
internal sealed record LineageLook(Lineage? Lineage, string? Why);
