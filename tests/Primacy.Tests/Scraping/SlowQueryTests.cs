using Primacy.Scraping;
using Primacy.Tests.Probing;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>Queries that take too long on a real server: what they cost the others, and the server.</summary>
public sealed class SlowQueryTests(SharedServers servers) : IClassFixture<SharedServers>
{
    const string Well = "well: { query: SELECT 1 AS v, metrics: [{ v: { usage: GAUGE } }] }";

    [Theory]
    [InlineData(null)]
    [InlineData("-c statement_timeout=0")]
    public async Task A_query_that_hangs_costs_its_own_time_and_comes_last_from_then_on(string? sessionOptions)
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        // The user's own option counts for probes only.
        lab.Adjust = settings => settings with { Options = sessionOptions };
        lab.Configure(
            $"{{ timeout: 5s, customMetrics: {{ slow: {{ query: 'SELECT pg_sleep(60), 1 AS v' }}, {Well} }} }}"
        );

        for (var i = 0; i < 2; i++)
        {
            var page = await lab.ScrapeAsync(Probes.Patience);
            Assert.Equal("1", page.Value("well_v"));
            Assert.Equal("0", page.Value("pg_scrape_collector_success", "collector=custom.slow"));
        }
        // Were it asked first, its own time would be all there is.
        var hurried = await lab.ScrapeAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("1", hurried.Value("well_v"));
    }

    [Fact]
    public async Task Who_joins_a_scrape_waits_no_longer_than_he_may()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure("customMetrics: { slow: { query: 'SELECT pg_sleep(1)::text AS s, 1 AS v' } }");

        var first = lab.BeginAsync();
        var hurried = await lab.BeginAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ScrapeFamilies.Error, Assert.Single(hurried!.Scrapes[0].About.Families.ToArray()));
        Assert.NotEmpty((await first)!.Scrapes[0].Batches);
    }

    [Fact]
    public async Task The_users_own_options_do_not_lift_the_limit_on_a_query()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Adjust = settings => settings with { Options = "-c statement_timeout=0" };
        lab.Configure(
            "{ timeout: 4s, customMetrics: { limit: { query: SELECT setting AS ms FROM pg_settings WHERE name = 'statement_timeout' } } }"
        );

        Assert.Equal("4000", (await lab.ScrapeAsync()).Value("limit_ms"));
    }

    [Fact]
    public async Task A_query_that_was_given_up_is_not_asked_again_while_the_server_is_still_at_it()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure("{ timeout: 2m, customMetrics: { piled: { query: 'SELECT pg_sleep(99), 1 AS v' } } }");
        Task<string> CountAsync() =>
            lab.Servers.AskAsync(
                1,
                "SELECT count(*)::text FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(99)%' AND pid <> pg_backend_pid()"
            );
        var patience = TimeSpan.FromSeconds(8);
        await Eventually.Holds(
            async () =>
            {
                await lab.ScrapeAsync(patience);
                return await CountAsync() is not "0";
            },
            "the query runs"
        );

        for (var i = 0; i < 2; i++)
        {
            var page = await lab.ScrapeAsync(patience);
            Assert.Equal("1", page.Value("pg_up"));
            Assert.Equal("0", page.Value("pg_scrape_collector_success", "collector=custom.piled"));
        }
        Assert.Equal("1", await CountAsync());
    }
}
