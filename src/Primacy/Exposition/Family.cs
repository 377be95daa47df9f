namespace Primacy.Exposition;

/// <summary>
/// A metric family: what all its samples share. Made once, then given with each sample; two with one name are the same
/// family only if they are the same object.
/// </summary>
internal sealed class Family
{
    Family(string name, MetricKind kind, string help, string[] labels)
    {
        Name = name;
        Kind = kind;
        Help = help;
        Labels = labels;
        IsPlain = MetricNames.IsPlain(name) && Array.TrueForAll(labels, label => MetricNames.IsPlainLabel(label));
    }

    public string Name { get; }

    public MetricKind Kind { get; }

    public string Help { get; }

    /// <summary>The names of the labels that tell its samples apart, beside those that all samples have.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether every reader takes its name and the names of its labels as they are.</summary>
    public bool IsPlain { get; }

    public static Family Gauge(string name, string help, params string[] labels) =>
        new(name, MetricKind.Gauge, help, labels);

    public static Family Counter(string name, string help, params string[] labels) =>
        new(name, MetricKind.Counter, help, labels);

    public static Family Unknown(string name, string help, params string[] labels) =>
        new(name, MetricKind.Unknown, help, labels);

    public static Family Histogram(string name, string help, params string[] labels) =>
        new(name, MetricKind.Histogram, help, labels);

    public override string ToString() => Name;
}
