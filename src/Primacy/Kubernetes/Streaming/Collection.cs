using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Streaming;

/// <summary>Some objects of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">Their namespace; null for all.</param>
/// <param name="Labels">A label selector; null for all.</param>
/// <param name="Name">The only one; null for all. A role may allow just that one.</param>
internal sealed record Collection(ObjectKind Kind, string? Namespace, string? Labels, string? Name = null)
{
    /// <summary>Where it is asked for.</summary>
    public string Path(string query)
    {
        var labels = Labels is null ? "" : $"&labelSelector={Uri.EscapeDataString(Labels)}";
        var field = Name is null ? "" : $"&fieldSelector={Uri.EscapeDataString($"metadata.name={Name}")}";
        return $"{Kind.PathIn(Namespace)}?{query}{labels}{field}";
    }

    public override string ToString() =>
        $"{Kind.Resource}{(Name is null ? "" : $" {Name}")}{(Labels is null ? "" : $" ({Labels})")}"
        + $" in {Namespace ?? "all namespaces"}";
}
