using System.Collections.Concurrent;
using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>
/// A collector that asks one question, each row of which is labels and numbers: it is described, not programmed. Its
/// metrics begin with pg_ and its name.
/// </summary>
internal abstract class ViewCollector : ICollector
{
    readonly string _from;
    readonly ViewLabel[] _labels;
    readonly Measure[] _measures;
    readonly Dictionary<string, Family> _families = [];
    readonly ConcurrentDictionary<int, View> _views = [];

    /// <summary>Describes it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="from">All of the question from behind FROM.</param>
    /// <param name="labels">What tells rows apart.</param>
    /// <param name="measures">What it says of each row; several of one name are for different versions.</param>
    protected ViewCollector(string name, string from, ViewLabel[] labels, params Measure[] measures)
    {
        (Name, _from, _labels, _measures) = (name, from, labels, measures);
        string[] names = [.. labels.Select(label => label.Name)];
        foreach (var measure in measures)
            _families.TryAdd(measure.Name, measure.In(name, names));
    }

    public string Name { get; }

    public virtual bool IsOnByDefault => true;

    /// <summary>The first major version that has the view; on an older one nothing is said.</summary>
    protected virtual int Since => 0;

    /// <summary>What NULL is shown as; null where it is not shown at all.</summary>
    protected virtual double? WhereNull => 0;

    public IReadOnlyList<Family> Families => [.. _families.Values];

    public void Collect(Collection collection)
    {
        if (!collection.Version.IsAtLeast(Since))
            return;
        var view = _views.GetOrAdd(
            collection.Version.Major,
            static (_, asked) => asked.Self.For(asked.Version),
            (Self: this, collection.Version)
        );
        var labels = new string?[_labels.Length];
        collection.Ask(
            view.Sql,
            row =>
            {
                for (var i = 0; i < labels.Length; i++)
                    labels[i] = row.Label(i);
                for (var i = 0; i < view.Numbers.Count; i++)
                {
                    var place = labels.Length + i;
                    collection.Add(view.Numbers[i], row.IsNull(place) ? WhereNull : row.Number(place), labels);
                }
            }
        );
    }

    View For(ServerVersion version)
    {
        var measures = _measures.Where(measure => measure.IsIn(version)).ToArray();
        var columns = _labels.Select(label => label.Expression).Concat(measures.Select(measure => measure.Expression));
        return new View(
            $"SELECT {string.Join(", ", columns)} FROM {_from}",
            [.. measures.Select(measure => _families[measure.Name])]
        );
    }
}
