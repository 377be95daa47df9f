namespace Primacy.Kubernetes.Streaming;

/// <summary>The metadata of an object or of a list, as the API server writes them.</summary>
internal sealed record Metadata
{
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary>Of a list: where its next part begins.</summary>
    public string? Continue { get; init; }

    public string? DeletionTimestamp { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public Dictionary<string, string>? Annotations { get; init; }

    public List<OwnerReference>? OwnerReferences { get; init; }

    internal sealed record OwnerReference(string? Kind, string? Name, bool? Controller);
}
