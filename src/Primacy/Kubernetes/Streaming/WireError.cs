namespace Primacy.Kubernetes.Streaming;

/// <summary>Why a watch ends, as the API server says it in its last line.</summary>
/// <param name="Code">The HTTP status that it would be.</param>
/// <param name="Message">The words.</param>
internal sealed record WireError(int? Code, string? Message);
