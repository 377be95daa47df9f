namespace Primacy.Scraping.Queries;

/// <summary>A column of a custom query.</summary>
internal sealed record CustomColumn
{
    public required string Name { get; init; }

    public required ColumnUsage Usage { get; init; }

    public string Description { get; init; } = "";

    /// <summary>For <see cref="ColumnUsage.MappedMetric"/>.</summary>
    public EquatableArray<MappedValue> Mapping { get; init; } = [];

    /// <summary>The versions on which it is more than discarded; null for all.</summary>
    public VersionRange? Versions { get; init; }
}
