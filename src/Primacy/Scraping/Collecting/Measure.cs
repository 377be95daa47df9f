using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>A number that a view has, and the metric that it becomes.</summary>
/// <param name="Name">The metric's name behind the collector's; empty where it is the collector's alone.</param>
/// <param name="Kind">What its values mean.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Sql">The expression; null for a column of the metric's name.</param>
internal sealed record Measure(string Name, MetricKind Kind, string Help, string? Sql)
{
    public string Expression => Sql ?? Name;

    /// <summary>The first major version that has it.</summary>
    int First { get; init; }

    /// <summary>The last major version that has it.</summary>
    int Last { get; init; } = int.MaxValue;

    public static Measure Gauge(string name, string help, string? sql = null) => new(name, MetricKind.Gauge, help, sql);

    public static Measure Counter(string name, string help, string? sql = null) =>
        new(name, MetricKind.Counter, help, sql);

    /// <summary>Of no type that a reader is told, as postgres_exporter has some.</summary>
    public static Measure Unknown(string name, string help, string? sql = null) =>
        new(name, MetricKind.Unknown, help, sql);

    /// <summary>The same from a major version on.</summary>
    public Measure Since(int major) => this with { First = major };

    /// <summary>The same up to a major version.</summary>
    public Measure Until(int major) => this with { Last = major };

    public bool IsIn(ServerVersion version) => version.Major >= First && version.Major <= Last;

    /// <summary>The family that it is, in a collector and with its labels.</summary>
    public Family In(string collector, string[] labels)
    {
        var name = Name.Length == 0 ? $"pg_{collector}" : $"pg_{collector}_{Name}";
        return Kind switch
        {
            MetricKind.Gauge => Family.Gauge(name, Help, labels),
            MetricKind.Counter => Family.Counter(name, Help, labels),
            _ => Family.Unknown(name, Help, labels),
        };
    }
}
