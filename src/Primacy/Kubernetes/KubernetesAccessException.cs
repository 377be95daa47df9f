namespace Primacy.Kubernetes;

/// <summary>The Kubernetes API cannot be reached as configured; the message says why and what to do.</summary>
internal sealed class KubernetesAccessException(string message, Exception? inner = null) : Exception(message, inner);
