using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Discovering;

/// <summary>Objects that are worth watching.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Labels">A label selector, as kubectl takes it; null for all of the kind.</param>
internal sealed record Interest(ObjectKind Kind, string? Labels)
{
    /// <summary>The kinds that say something about nearly every cluster, by one selector.</summary>
    public static EquatableArray<Interest> In(string labels, params ReadOnlySpan<ObjectKind> more)
    {
        ObjectKind[] kinds = [ObjectKind.Pod, ObjectKind.Service, ObjectKind.Endpoints, .. more];
        return [.. kinds.Select(kind => new Interest(kind, labels))];
    }
}
