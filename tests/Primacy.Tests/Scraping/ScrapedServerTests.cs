using Microsoft.Extensions.Logging;
using Primacy.Probing;
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
        lab.ConnectTimeout = TimeSpan.FromSeconds(5);
        lab.Configure($"customMetrics: {{ {Well} }}");
        await Eventually.Holds(
            async () => (await lab.ScrapeAsync()).Count(series => series is { Name: "pg_up", Value: "1" }) == 2,
            "both are up"
        );
        var before = lab.Log.Count;

        lab.Servers.Lab.Freeze(1);
        var page = await lab.ScrapeAsync();
        lab.Servers.Lab.Thaw(1);

        var (gone, there) = ($"server={lab.Target(1).Server}", $"server={lab.Target(2).Server}");
        Assert.Equal("0", page.Value("pg_up", gone));
        Assert.Equal("1", page.Value("pg_up", there));
        Assert.Equal(there, Assert.Single(page, series => series.Name == "well_v").Labels.Split(',')[1]);
        Assert.Contains("cannot be scraped", Assert.Single(lab.Log.Skip(before)), StringComparison.Ordinal);

        await Eventually.Holds(
            async () => (await lab.ScrapeAsync()).Value("pg_up", gone) == "1",
            "the thawed server is scraped again"
        );
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, null)]
    public async Task What_nobody_foresaw_costs_a_server_its_metrics_and_not_the_page(int failures, int? scrapes)
    {
        // Nobody listens, which is logged, and the log fails.
        var nowhere = new ConnectionSettings
        {
            Host = "127.0.0.1",
            Port = 1,
            User = "nobody",
        };
        await using var scrapers = new Scrapers(TimeProvider.System, new FailingLog(failures));
        scrapers.Use(ScrapedLab.Read($"customMetrics: {{ {Well} }}"), [new("orders", "a", "127.0.0.1", nowhere)]);

        var broken = await scrapers.ScrapeAsync(null, null);
        Assert.Equal(scrapes, broken?.Scrapes.Count);
        var next = await scrapers.ScrapeAsync(null, null);
        Assert.Contains(ScrapeFamilies.Up, next!.Scrapes[0].About.Families.ToArray());
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

    /// <summary>A log that cannot be written the first times.</summary>
    sealed class FailingLog(int failures) : ILogger<Scrapers>
    {
        int _left = failures;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (Interlocked.Decrement(ref _left) >= 0)
                throw new IOException("no space left on device");
        }
    }
}
