namespace Primacy.Kubernetes.Streaming;

/// <summary>410: the API server no longer knows what has happened since the version that we are at.</summary>
internal sealed class WatchGoneException() : Exception("the version is too old");
