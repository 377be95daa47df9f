using System.Text.Json;

namespace Primacy.Kubernetes.Streaming;

/// <summary>A line of a watch. What its object is depends on its type.</summary>
internal sealed record WireEvent(string? Type, JsonElement Object);
