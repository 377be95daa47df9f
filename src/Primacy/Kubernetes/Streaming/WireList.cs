namespace Primacy.Kubernetes.Streaming;

/// <summary>A list as the API server writes it.</summary>
internal sealed record WireList(Metadata? Metadata, List<WireObject>? Items);
