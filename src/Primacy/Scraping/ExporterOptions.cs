namespace Primacy.Scraping;

/// <summary>What is scraped, as configured; null where nothing is.</summary>
internal sealed record ExporterOptions
{
    public EquatableArray<CollectorSwitch> Collectors { get; init; } = [];

    public DatabaseChoice Databases { get; init; } = new();

    public EquatableArray<ConstantLabel> ConstantLabels { get; init; } = [];

    public ScrapeTimes Times { get; init; } = new();
}
