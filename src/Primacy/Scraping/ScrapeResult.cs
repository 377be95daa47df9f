using Primacy.Exposition;

namespace Primacy.Scraping;

/// <summary>What was scraped of some servers at once.</summary>
/// <param name="Plan">What ran on each.</param>
/// <param name="Scrapes">What each said, in the order of the configuration.</param>
internal sealed record ScrapeResult(ScrapePlan Plan, IReadOnlyList<Scrape> Scrapes)
{
    /// <summary>The files of queries that could not be loaded again, so that what they said before is in use.</summary>
    public IReadOnlyList<string> WrongFiles { get; init; } = [];

    /// <summary>The batches of all servers that share families: first what is said of the scrapes themselves.</summary>
    public IEnumerable<SampleBatch[]> Columns()
    {
        yield return [.. Scrapes.Select(scrape => scrape.About)];
        for (var i = 0; i < Plan.Collectors.Count; i++)
            yield return [.. Scrapes.Where(scrape => i < scrape.Batches.Count).Select(scrape => scrape.Batches[i])];
    }
}
