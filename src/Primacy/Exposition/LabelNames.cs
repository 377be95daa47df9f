namespace Primacy.Exposition;

/// <summary>
/// What the labels of a family are called beside those that all samples have, and which of them cannot be: Prometheus
/// refuses a whole page for one sample with a label twice.
/// </summary>
/// <param name="common">The names of the labels that all samples have.</param>
internal sealed class LabelNames(IEnumerable<string> common)
{
    const string Exported = "exported_";

    readonly HashSet<string> _common = [.. common];

    /// <summary>Whether no label may be called so, as the name has a meaning or is given by us.</summary>
    public static bool IsReserved(string name) =>
        name is "cluster" or "server" or "le"
        || name.StartsWith("__", StringComparison.Ordinal)
        || name.StartsWith(Exported, StringComparison.Ordinal);

    /// <summary>What a family's own label is called on the page.</summary>
    public string Shown(string own) => _common.Contains(own) ? Exported + own : own;

    /// <summary>
    /// The family's own labels that collide with another one, or have a name that is not theirs to take, as they are
    /// or as a reader of old gets them.
    /// </summary>
    /// <param name="own">The family's labels.</param>
    /// <param name="isHistogram">Whether "le" is taken, by the buckets.</param>
    public IReadOnlyList<string> Unusable(IEnumerable<string> own, bool isHistogram)
    {
        var taken = new HashSet<string>(_common.Select(MetricNames.UnderscoredLabel)) { "__name__", "" };
        if (isHistogram)
            taken.Add("le");
        // What is told apart by its underscored name is told apart by the other too.
        return [.. own.Where(name => !taken.Add(MetricNames.UnderscoredLabel(Shown(name))))];
    }
}
