using System.Collections.Concurrent;
using Primacy.Exposition;

namespace Primacy.Scraping.Queries;

/// <summary>Asks a custom query, and says what its columns are configured to be.</summary>
internal sealed class QueryCollector : ICollector
{
    const string DurationSuffix = "_milliseconds";

    static readonly string[] HistogramSuffixes = ["_bucket", "_sum", "_count"];

    readonly CustomQuery _query;
    readonly FamilyClaims _claims;
    readonly ConcurrentDictionary<string, Family?> _unknown = [];
    readonly IReadOnlyList<string> _unusable;

    public QueryCollector(CustomQuery query, FamilyClaims claims, LabelNames labels)
    {
        (_query, _claims) = (query, claims);
        Labels = [.. query.Columns.Where(column => column.Usage is ColumnUsage.Label).Select(column => column.Name)];
        _unusable = labels.Unusable(Labels, query.Columns.Any(column => column.Usage is ColumnUsage.Histogram));
        Metrics =
        [
            .. query.Columns.Where(IsMetric).Select(column => new QueryMetric(column, Claimed(FamilyOf(column)))),
        ];
        // Not only the family's, as the server may be too old for a column that is a metric elsewhere.
        Silent =
        [
            .. query.Columns.Where(column => !IsMetric(column)).Select(column => column.Name),
            .. query
                .Columns.Where(column => column.Usage is ColumnUsage.Histogram)
                .SelectMany(column => HistogramSuffixes.Select(suffix => column.Name + suffix)),
        ];
    }

    /// <summary>Unlike any name of a built-in collector.</summary>
    public string Name => $"custom.{_query.Name}";

    public string Title => $"the query {_query.Name} ({_query.Origin})";

    public bool IsOnByDefault => true;

    public TimeSpan KeptFor => _query.CacheFor;

    public IReadOnlyList<Family> Families => [.. Metrics.Select(metric => metric.Family).OfType<Family>()];

    /// <summary>The names of the columns that are labels.</summary>
    public string[] Labels { get; }

    public IReadOnlyList<QueryMetric> Metrics { get; }

    /// <summary>The columns that are no metrics of their own.</summary>
    public HashSet<string> Silent { get; }

    /// <summary>What was configured under a name that belongs to somebody else: the name, and whose it is.</summary>
    public IReadOnlyList<(string Family, string Owner)> Taken => _taken;

    readonly List<(string Family, string Owner)> _taken = [];

    public void Collect(Collection collection)
    {
        if (_query.Versions?.Contains(collection.Version) is false)
            return;
        foreach (var label in _unusable)
            collection.Fault(label, CollectionFault.UnusableLabel);
        if (_unusable.Count > 0)
            return;
        foreach (var database in _query.IsForMaster ? [collection.Databases[0]] : collection.Databases)
        {
            QueryRows? rows = null;
            collection.AskWhole(database, _query.Sql, row => (rows ??= new QueryRows(this, row, collection)).Take(row));
        }
    }

    /// <summary>The family of a column that is not configured; null where the name belongs to somebody else.</summary>
    public Family? Unknown(string column) =>
        _unknown.GetOrAdd(
            column,
            (name, self) =>
                self.Claimed(
                    Family.Unknown($"{self._query.Name}_{name}", $"Unknown metric from {self._query.Name}", self.Labels)
                ),
            this
        );

    static bool IsMetric(CustomColumn column) => column.Usage is not (ColumnUsage.Discard or ColumnUsage.Label);

    Family FamilyOf(CustomColumn column)
    {
        var name = $"{_query.Name}_{column.Name}";
        return column.Usage switch
        {
            ColumnUsage.Counter => Family.Counter(name, column.Description, Labels),
            ColumnUsage.Histogram => Family.Histogram(name, column.Description, Labels),
            ColumnUsage.Duration => Family.Gauge(name + DurationSuffix, column.Description, Labels),
            _ => Family.Gauge(name, column.Description, Labels),
        };
    }

    Family? Claimed(Family family)
    {
        string[] suffixes = family.Kind is MetricKind.Histogram ? ["", .. HistogramSuffixes] : [""];
        var owner = suffixes
            .Select(suffix => _claims.Claim(family.Name, Title, suffix))
            .FirstOrDefault(other => other is { });
        if (owner is null)
            return family;
        lock (_taken)
            _taken.Add((family.Name, owner));
        return null;
    }
}
