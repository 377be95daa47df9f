using Primacy.Scraping;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>Connections of scrapers to real servers that come and go.</summary>
public sealed class ScrapedServerTests
{
    const string Well = "well: { query: SELECT 1 AS v, metrics: [{ v: { usage: GAUGE } }] }";

    [Fact]
    public async Task A_server_that_was_restarted_is_scraped_as_before()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure($"customMetrics: {{ {Well} }}");
        await lab.ScrapeAsync();

        await lab.Servers.RestartAsync(1);

        var page = await lab.ScrapeAsync();
        Assert.Equal("1", page.Value("well_v"));
        Assert.Empty(lab.Log);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_down_and_has_no_other_metrics_and_the_other_one_has()
    {
        await using var lab = await ScrapedLab.StartAsync(instances: 2);
        lab.ConnectTimeout = TimeSpan.FromSeconds(3);
        lab.Configure($"customMetrics: {{ {Well} }}");
        await lab.ScrapeAsync();

        lab.Servers.Lab.Freeze(1);
        var page = await lab.ScrapeAsync();
        lab.Servers.Lab.Thaw(1);

        var (gone, there) = ($"server={lab.Target(1).Server}", $"server={lab.Target(2).Server}");
        Assert.Equal("0", page.Value("pg_up", gone));
        Assert.Equal("1", page.Value("pg_up", there));
        Assert.Equal(there, Assert.Single(page, series => series.Name == "well_v").Labels.Split(',')[1]);
        Assert.Contains("cannot be scraped", Assert.Single(lab.Log), StringComparison.Ordinal);

        await Eventually.Holds(
            async () => (await lab.ScrapeAsync()).Value("pg_up", gone) == "1",
            "the thawed server is scraped again"
        );
    }

    [Fact]
    public async Task A_connection_that_nobody_needs_is_closed_and_opened_again()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure(
            ScrapedLab.Read($"customMetrics: {{ {Well} }}") with
            {
                Times = new ScrapeTimes { Idle = TimeSpan.FromMilliseconds(50) },
            }
        );
        await lab.ScrapeAsync();

        await Eventually.Holds(
            async () =>
                await lab.Servers.AskAsync(1, "SELECT count(*)::text FROM pg_stat_activity WHERE usename = 'primacy'")
                    is "0",
            "the connection is closed"
        );
        Assert.Equal("1", (await lab.ScrapeAsync()).Value("well_v"));
    }
}
