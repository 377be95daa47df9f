namespace Primacy.Kubernetes.Objects;

/// <summary>A label or an annotation.</summary>
internal readonly record struct Pair(string Key, string Value);
