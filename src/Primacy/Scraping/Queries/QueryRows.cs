using Primacy.Exposition;

namespace Primacy.Scraping.Queries;

/// <summary>Takes the rows of one result, whose columns it has looked at once.</summary>
internal sealed class QueryRows
{
    readonly Collection _collection;
    readonly int[] _labelPlaces;
    readonly string?[] _labels;
    readonly List<(int Place, QueryMetric Metric)> _metrics = [];

    public QueryRows(QueryCollector query, Row row, Collection collection)
    {
        _collection = collection;
        _labelPlaces = [.. query.Labels.Select(name => Place(row, name))];
        _labels = new string?[_labelPlaces.Length];
        var known = new HashSet<string>(query.Silent);
        foreach (var metric in query.Metrics)
        {
            known.Add(metric.Column.Name);
            if (metric.Column.Versions?.Contains(collection.Version) is not false)
                Add(Place(row, metric.Column.Name), metric);
        }
        for (var place = 0; place < row.Count; place++)
        {
            var name = row.Name(place);
            if (!known.Contains(name))
                Add(place, Unknown(name, query.Unknown(name)));
        }
    }

    public void Take(Row row)
    {
        for (var i = 0; i < _labels.Length; i++)
            _labels[i] = _labelPlaces[i] < 0 ? "" : row.Label(_labelPlaces[i]);
        foreach (var (place, metric) in _metrics)
        {
            if (metric.Column.Usage is ColumnUsage.Histogram)
                TakeHistogram(row, place, metric);
            else if (Value(row, place, metric.Column) is { } value)
                _collection.Add(metric.Family!, value, _labels);
            else if (metric.Family!.Kind is not MetricKind.Unknown)
                _collection.Fault(metric.Column.Name, CollectionFault.NotANumber);
        }
    }

    static QueryMetric Unknown(string name, Family? family) =>
        new(new CustomColumn { Name = name, Usage = ColumnUsage.Gauge }, family);

    static double? Value(Row row, int place, CustomColumn column) =>
        column.Usage switch
        {
            ColumnUsage.MappedMetric => Mapped(row.Text(place), column) ?? row.Number(place),
            ColumnUsage.Duration => row.Number(place) ?? GoDuration.Milliseconds(row.Text(place) ?? ""),
            _ => row.Number(place),
        };

    static double? Mapped(string? text, CustomColumn column)
    {
        foreach (var mapped in column.Mapping)
        {
            if (mapped.Text == text)
                return mapped.Value;
        }
        return null;
    }

    void TakeHistogram(Row row, int place, QueryMetric metric)
    {
        var name = metric.Column.Name;
        var (buckets, sum, count) = (
            Place(row, name + "_bucket"),
            Place(row, name + "_sum"),
            Place(row, name + "_count")
        );
        if (buckets < 0 || sum < 0 || count < 0)
            return;
        if (
            PgArray.Numbers(row.Text(place)) is { } bounds
            && PgArray.Numbers(row.Text(buckets)) is { } below
            && row.Number(sum) is { } total
            && row.HowMany(count) is { } all
        )
            _collection.AddHistogram(
                metric.Family!,
                [.. bounds.Zip(below, KeyValuePair.Create).OrderBy(bucket => bucket.Key)],
                total,
                all,
                _labels
            );
        else
            _collection.Fault(name, CollectionFault.NotANumber);
    }

    void Add(int place, QueryMetric metric)
    {
        if (metric.Family is null)
            _collection.Fault(metric.Column.Name, CollectionFault.Taken);
        else if (place >= 0)
            _metrics.Add((place, metric));
    }

    int Place(Row row, string name)
    {
        var place = row.Find(name);
        if (place < 0)
            _collection.Fault(name, CollectionFault.Missing);
        return place;
    }
}
