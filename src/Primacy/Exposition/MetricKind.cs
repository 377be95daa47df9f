namespace Primacy.Exposition;

/// <summary>What the values of a family mean.</summary>
internal enum MetricKind
{
    Unknown,
    Gauge,
    Counter,
    Histogram,
}
