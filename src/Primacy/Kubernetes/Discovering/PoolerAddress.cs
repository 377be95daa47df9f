namespace Primacy.Kubernetes.Discovering;

/// <summary>Where a pooler answers that has a word of its own on who is primary.</summary>
internal sealed record PoolerAddress(string Address, int Port);
