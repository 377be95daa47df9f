using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>What a query with too much to say takes of the memory.</summary>
[Collection(nameof(Alone))]
public sealed class BigAnswerTests(SharedServers servers) : IClassFixture<SharedServers>
{
    const string Well = "well: { query: SELECT 1 AS v, metrics: [{ v: { usage: GAUGE } }] }";

    /// <summary>What reading to the end would take many times over.</summary>
    const long ReasonableBytes = 200_000_000;

    [Theory]
    [InlineData("SELECT i AS l, 1 AS v FROM generate_series(1, 3000000) AS i")]
    [InlineData("SELECT repeat(i::text, 500000) AS l, 1 AS v FROM generate_series(1, 1000) AS i")]
    [InlineData("SELECT repeat('x', 20000000) AS l, 1 AS v")]
    public async Task A_query_with_too_much_to_say_says_nothing_and_costs_the_others_nothing(string sql)
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure(
            $"customMetrics: {{ big: {{ query: \"{sql}\", metrics: [{{ l: {{ usage: LABEL }} }}, {{ v: {{ usage: GAUGE }} }}] }}, {Well} }}"
        );

        for (var i = 0; i < 2; i++)
        {
            var before = GC.GetTotalAllocatedBytes();
            var page = await lab.ScrapeAsync();
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, ReasonableBytes);
            Assert.Equal("1", page.Value("well_v"));
            Assert.DoesNotContain(page, series => series.Name == "big_v");
            Assert.Equal("0", page.Value("pg_scrape_collector_success", "collector=custom.big"));
            Assert.Equal("1", page.Value("primacy_collector_fault", "fault=too-long"));
        }
        Assert.Contains("more than 100000 rows or 16777216 bytes", Assert.Single(lab.Log), StringComparison.Ordinal);
    }
}
