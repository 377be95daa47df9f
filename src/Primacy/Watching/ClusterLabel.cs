namespace Primacy.Watching;

/// <summary>A label of a cluster, by which routes choose.</summary>
internal sealed record ClusterLabel(string Name, string Value);
