using System.Globalization;

namespace Primacy.Kubernetes.Discovering;

/// <summary>The names of numbered pods.</summary>
internal static class PodNames
{
    /// <summary>"pg-2" before "pg-10".</summary>
    public static IComparer<string> InOrder { get; } =
        Comparer<string>.Create(
            (one, other) =>
            {
                var ((a, i), (b, j)) = (Split(one), Split(other));
                var byName = string.CompareOrdinal(a, b);
                var byNumber = byName != 0 ? byName : Nullable.Compare(i, j);
                return byNumber != 0 ? byNumber : string.CompareOrdinal(one, other);
            }
        );

    /// <summary>The number of a pod of a StatefulSet; null when the name is not one of its.</summary>
    public static int? Ordinal(string pod, string set) =>
        Split(pod) is var (name, number) && name == set ? number : null;

    static (string Name, int? Number) Split(string pod)
    {
        var dash = pod.LastIndexOf('-');
        return
            dash > 0
            && int.TryParse(pod.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (pod[..dash], number)
            : (pod, null);
    }
}
