namespace Primacy.Kubernetes.Objects;

/// <summary>A port that a container opens.</summary>
internal sealed record NamedPort(string Name, int Number);
