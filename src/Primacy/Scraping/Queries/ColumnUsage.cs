namespace Primacy.Scraping.Queries;

/// <summary>What becomes of a column of a custom query, in the words of postgres_exporter's format.</summary>
internal enum ColumnUsage
{
    Discard,
    Label,
    Counter,
    Gauge,
    Histogram,
    MappedMetric,
    Duration,
}
