using System.Net;
using System.Net.Sockets;
using Primacy.Scraping;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>What keeps a query, or a site that is down, from costing the others anything.</summary>
public sealed class BoundsTests(SharedServers servers) : IClassFixture<SharedServers>
{
    const string Well = "well: { query: SELECT 1 AS v, metrics: [{ v: { usage: GAUGE } }] }";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_that_were_ended_between_scrapes_are_not_noticed()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        await lab.Servers.RunAsync(1, "CREATE DATABASE besides");
        lab.Configure(
            "{ autoDiscoverDatabases: true, customMetrics: { d: { query: 'SELECT current_database() AS l, 1 AS v', metrics: [{ l: { usage: LABEL } }, { v: { usage: GAUGE } }] } } }"
        );
        await lab.ScrapeAsync();

        await lab.Servers.RunAsync(
            1,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'primacy'"
        );

        var page = await lab.ScrapeAsync();
        Assert.Empty(lab.Log);
        Assert.Equal(["besides", "postgres"], page.Where(s => s.Name == "d_v").Select(s => s.Label("l")).Order());
    }

    [Fact]
    public async Task A_query_that_ends_its_own_session_is_asked_once_in_a_scrape_and_costs_the_others_nothing()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure(
            $"customMetrics: {{ first: {{ query: SELECT 1 AS v }}, bad: {{ query: SELECT pg_terminate_backend(pg_backend_pid()) AS v }}, {Well} }}"
        );

        for (var i = 0; i < 2; i++)
        {
            var page = await lab.ScrapeAsync();
            Assert.Equal("1", page.Value("first_v"));
            Assert.Equal("1", page.Value("well_v"));
            Assert.Equal("0", page.Value("pg_scrape_collector_success", "collector=custom.bad"));
        }
        Assert.Contains("terminating connection", Assert.Single(lab.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 7 AS v; SELECT 8 AS v", "7")]
    [InlineData("SET LOCAL work_mem = '1MB'; SELECT 9 AS v;", "9")]
    public async Task Of_several_statements_the_first_that_has_rows_counts(string sql, string value)
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure($"customMetrics: {{ several: {{ query: \"{sql}\" }}, {Well} }}");

        for (var i = 0; i < 2; i++)
        {
            var page = await lab.ScrapeAsync();
            Assert.Equal(value, page.Value("several_v"));
            Assert.Equal("1", page.Value("well_v"));
        }
    }

    [Fact]
    public async Task Two_that_ask_the_same_are_both_answered()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure("customMetrics: { one: { query: SELECT 1 AS v }, other: { query: SELECT 1 AS v } }");

        for (var i = 0; i < 2; i++)
        {
            var page = await lab.ScrapeAsync();
            Assert.Equal("1", page.Value("one_v"));
            Assert.Equal("1", page.Value("other_v"));
        }
    }

    /// <summary>Who listens says nothing, as frozen servers do, of which there cannot be so many here.</summary>
    [Fact]
    public async Task A_site_that_is_down_is_not_stormed()
    {
        const int Many = 60;
        using var silent = new TcpListener(IPAddress.Any, 0);
        silent.Start(Many);
        var (open, most) = (new List<Socket>(), 0);
        var listening = Task.Run(
            async () =>
            {
                while (true)
                {
                    open.Add(await silent.AcceptSocketAsync(Cancellation));
                    open.RemoveAll(IsClosed);
                    most = Math.Max(most, open.Count);
                }
            },
            Cancellation
        );
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var scrapers = new Scrapers(
            TimeProvider.System,
            new Microsoft.Extensions.Logging.Logger<Scrapers>(new LogLines())
        );
        scrapers.Use(
            ScrapedLab.Read($"customMetrics: {{ {Well} }}"),
            [.. Enumerable.Range(1, Many).Select(i => Silent(i, port))]
        );

        var result = await scrapers.ScrapeAsync(null, TimeSpan.FromSeconds(20));

        Assert.Equal(Many, result!.Scrapes.Count);
        Assert.InRange(most, 2, ConnectGate.UsualMax);
        silent.Stop();
        open.ForEach(socket => socket.Dispose());
        await listening.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
    }

    static bool IsClosed(Socket socket)
    {
        var bytes = new byte[64];
        while (socket.Poll(0, SelectMode.SelectRead))
        {
            if (socket.Receive(bytes) > 0)
                continue;
            socket.Dispose();
            return true;
        }
        return false;
    }

    static ScrapeTarget Silent(int number, int port)
    {
        var settings = new Primacy.Probing.ConnectionSettings
        {
            Host = $"127.0.0.{number}",
            Port = port,
            User = "nobody",
            ConnectTimeout = TimeSpan.FromSeconds(1),
        };
        return new ScrapeTarget("orders", $"s{number}", settings.Host, settings);
    }
}
