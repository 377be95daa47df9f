namespace Primacy.Kubernetes.Objects;

/// <summary>Who controls an object.</summary>
internal sealed record Owner(string Kind, string Name);
