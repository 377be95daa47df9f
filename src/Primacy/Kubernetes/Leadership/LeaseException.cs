namespace Primacy.Kubernetes.Leadership;

/// <summary>The Lease cannot be read or written now; the message says why.</summary>
internal sealed class LeaseException(string message, Exception? inner = null) : Exception(message, inner);
