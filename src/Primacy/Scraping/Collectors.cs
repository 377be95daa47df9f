namespace Primacy.Scraping;

/// <summary>The collectors that are built in, in the order in which they run and are shown.</summary>
internal static class Collectors
{
    public static IReadOnlyList<ICollector> All { get; } = [];
}
