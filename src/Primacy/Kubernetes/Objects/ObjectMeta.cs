namespace Primacy.Kubernetes.Objects;

/// <summary>What every object has: its name, its labels and who owns it.</summary>
internal sealed record ObjectMeta
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public EquatableArray<Pair> Labels { get; init; }

    /// <summary>Only those that may say who leads, as others change all the time.</summary>
    public EquatableArray<Pair> Annotations { get; init; }

    /// <summary>The controller that made it and makes it again.</summary>
    public Owner? Owner { get; init; }

    /// <summary>The value of a label; null when it has none.</summary>
    public string? Label(string key) => Find(Labels, key);

    public string? Annotation(string key) => Find(Annotations, key);

    static string? Find(EquatableArray<Pair> pairs, string key)
    {
        foreach (var pair in pairs)
        {
            if (pair.Key == key)
                return pair.Value;
        }
        return null;
    }
}
