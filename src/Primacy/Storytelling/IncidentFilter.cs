namespace Primacy.Storytelling;

/// <summary>Which incidents are wanted.</summary>
/// <param name="State">In which state.</param>
/// <param name="Cluster">Of which cluster; null for all.</param>
internal sealed record IncidentFilter(IncidentState State, string? Cluster = null);
