using Primacy.Exposition;
using Primacy.Scraping;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>What goes wrong with one query on a real server, and what it does to the others: nothing.</summary>
public sealed class ScraperTests
{
    const string Well = "well: { query: SELECT 1 AS v, metrics: [{ v: { usage: GAUGE } }] }";

    [Fact]
    public async Task A_query_that_fails_is_the_only_one_that_fails_and_says_so_until_it_is_well_again()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure(
            $"customMetrics: {{ bad: {{ query: SELECT i AS v FROM public.gone, metrics: [{{ v: {{ usage: GAUGE }} }}] }}, {Well} }}"
        );

        var first = await lab.ScrapeAsync();
        await lab.ScrapeAsync();
        Assert.Equal("1", Value(first, "well_v"));
        Assert.Equal("0", Value(first, "pg_scrape_collector_success", "collector=custom.bad"));
        Assert.Equal("1", Value(first, "pg_scrape_collector_success", "collector=custom.well"));
        Assert.Equal("1", Value(first, "pg_exporter_last_scrape_error"));
        Assert.Equal("1", Value(first, "pg_up"));
        var line = Assert.Single(lab.Log);
        Assert.Contains("the query bad (primacy.yaml:1)", line, StringComparison.Ordinal);
        Assert.Contains("relation \"public.gone\" does not exist", line, StringComparison.Ordinal);

        await lab.Servers.RunAsync(1, "CREATE TABLE gone AS SELECT 7 AS i; GRANT SELECT ON gone TO primacy");
        var second = await lab.ScrapeAsync();
        Assert.Equal("7", Value(second, "bad_v"));
        Assert.Equal("0", Value(second, "pg_exporter_last_scrape_error"));
        Assert.Contains("is well again", lab.Log[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_fails_after_some_rows_says_nothing_of_them()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure(
            """
            customMetrics:
              half:
                query: SELECT i AS l, 1 / (500 - i) AS v FROM generate_series(1, 1000) AS i
                metrics: [{ l: { usage: LABEL } }, { v: { usage: GAUGE } }]
            """
        );

        var page = await lab.ScrapeAsync();
        Assert.DoesNotContain(page, series => series.Name == "half_v");
        Assert.Equal("0", Value(page, "pg_scrape_collector_success", "collector=custom.half"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("-c statement_timeout=0")]
    public async Task A_query_that_hangs_costs_its_own_time_and_comes_last_from_then_on(string? sessionOptions)
    {
        await using var lab = await ScrapedLab.StartAsync();
        // With the user's own option the server does not end it, and we do.
        lab.Adjust = settings => settings with { Options = sessionOptions };
        lab.Configure(
            $"{{ timeout: 300ms, customMetrics: {{ slow: {{ query: 'SELECT pg_sleep(60), 1 AS v' }}, {Well} }} }}"
        );

        for (var i = 0; i < 2; i++)
        {
            var page = await lab.ScrapeAsync();
            Assert.Equal("1", Value(page, "well_v"));
            Assert.Equal("0", Value(page, "pg_scrape_collector_success", "collector=custom.slow"));
        }
        var hurried = await lab.ScrapeAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal("1", Value(hurried, "well_v"));
    }

    [Fact]
    public async Task What_does_not_fit_is_left_out_and_named()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure(
            """
            customMetrics:
              odd:
                query: SELECT 'a' AS l, i AS v, 'x' AS w FROM generate_series(1, 2) AS i
                metrics:
                  - l: { usage: LABEL }
                  - gone: { usage: LABEL }
                  - v: { usage: GAUGE }
                  - w: { usage: GAUGE }
            """
        );

        var page = await lab.ScrapeAsync();
        Assert.Equal("1", Value(page, "odd_v", "gone="));
        Assert.Equal(
            ["gone missing", "odd_v duplicate", "w not-a-number"],
            page.Where(series => series.Name == "primacy_collector_fault")
                .Select(series => $"{Label(series, "column")} {Label(series, "fault")}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Contains("w: not-a-number", Assert.Single(lab.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mappings_durations_and_versions_count_though_the_original_passes_them_over()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure(
            """
            customMetrics:
              more:
                query: SELECT 'two' AS m, '3' AS n, 'four' AS o, '1m30s' AS d, 5 AS old, 6 AS new
                metrics:
                  - m: { usage: MAPPEDMETRIC, metric_mapping: { one: 1, two: 2 } }
                  - n: { usage: MAPPEDMETRIC, metric_mapping: { one: 1, two: 2 } }
                  - o: { usage: MAPPEDMETRIC, metric_mapping: { one: 1, two: 2 } }
                  - d: { usage: DURATION }
                  - old: { usage: GAUGE, supported_versions: <13.0.0 }
                  - new: { usage: GAUGE, supported_versions: ">=13.0.0" }
              elsewhere: { query: SELECT 1 / 0 AS v, runonserver: "<13.0.0" }
            """
        );

        var page = await lab.ScrapeAsync();
        Assert.Equal("2", Value(page, "more_m"));
        Assert.Equal("3", Value(page, "more_n"));
        Assert.Equal("90000", Value(page, "more_d_milliseconds"));
        Assert.Equal("6", Value(page, "more_new"));
        Assert.DoesNotContain(page, series => series.Name is "more_o" or "more_old");
        Assert.Equal("1", Value(page, "pg_scrape_collector_success", "collector=custom.elsewhere"));
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        await using var lab = await ScrapedLab.StartAsync();
        await lab.Servers.RunAsync(1, "CREATE TABLE t (i int); GRANT ALL ON t TO primacy");
        lab.Adjust = settings => settings with { Options = "-c default_transaction_read_only=off" };
        lab.Configure("customMetrics: { w: { query: INSERT INTO public.t VALUES (1) RETURNING i } }");

        var page = await lab.ScrapeAsync();
        Assert.Equal("0", Value(page, "pg_scrape_collector_success", "collector=custom.w"));
        Assert.Contains("read-only transaction", Assert.Single(lab.Log), StringComparison.Ordinal);
        Assert.Equal("0", await lab.Servers.AskAsync(1, "SELECT count(*)::text FROM t"));
    }

    [Fact]
    public async Task A_name_of_the_probes_stays_theirs_and_the_querys_other_columns_stay()
    {
        await using var lab = await ScrapedLab.StartAsync(instances: 2);
        lab.Configure(
            """
            customMetrics:
              pg_replication:
                query: SELECT 5 AS lag, 6 AS is_replica, 7 AS more
                metrics:
                  - lag: { usage: GAUGE }
                  - is_replica: { usage: GAUGE }
                  - more: { usage: GAUGE }
              pg: { query: SELECT 9 AS up }
            """
        );

        var page = await lab.ScrapeAsync();
        await lab.ScrapeAsync();
        Assert.DoesNotContain(page, series => series.Name is "pg_replication_lag" or "pg_replication_is_replica");
        Assert.Equal(2, page.Count(series => series is { Name: "pg_replication_more", Value: "7" }));
        Assert.Equal(2, page.Count(series => series is { Name: "pg_up", Value: "1" }));
        // Once, not once for each server and scrape.
        Assert.Equal(2, lab.Log.Count(line => line.Contains("pg_replication_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_result_is_shown_again_for_as_long_as_it_may()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure(
            """
            customMetrics:
              kept: { query: SELECT random() AS v, cache_seconds: 3600, metrics: [{ v: { usage: GAUGE } }] }
              anew: { query: SELECT random() AS v, metrics: [{ v: { usage: GAUGE } }] }
            """
        );

        var (first, second) = (await lab.ScrapeAsync(), await lab.ScrapeAsync());
        Assert.Equal(Value(first, "kept_v"), Value(second, "kept_v"));
        Assert.NotEqual(Value(first, "anew_v"), Value(second, "anew_v"));
    }

    [Fact]
    public async Task Who_asks_during_a_scrape_gets_what_it_finds()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure("customMetrics: { slow: { query: 'SELECT pg_sleep(0.5)::text AS s, 1 AS v' } }");

        var first = lab.BeginAsync();
        var second = lab.BeginAsync();
        Assert.Same((await first)!.Scrapes[0], (await second)!.Scrapes[0]);
        Assert.Equal("2", Value(await lab.ScrapeAsync(), "pg_exporter_scrapes_total"));
    }

    [Fact]
    public async Task A_server_that_was_restarted_is_scraped_as_before()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure($"customMetrics: {{ {Well} }}");
        await lab.ScrapeAsync();

        await lab.Servers.RestartAsync(1);

        var page = await lab.ScrapeAsync();
        Assert.Equal("1", Value(page, "well_v"));
        Assert.Empty(lab.Log);
    }

    [Fact]
    public async Task A_server_that_is_gone_is_down_and_has_no_other_metrics_and_the_other_one_has()
    {
        await using var lab = await ScrapedLab.StartAsync(instances: 2);
        lab.Configure($"customMetrics: {{ {Well} }}");
        await lab.ScrapeAsync();

        lab.Servers.Lab.Freeze(1);
        var page = await lab.ScrapeAsync();
        lab.Servers.Lab.Thaw(1);

        var (gone, there) = ($"server={lab.Target(1).Server}", $"server={lab.Target(2).Server}");
        Assert.Equal("0", Value(page, "pg_up", gone));
        Assert.Equal("1", Value(page, "pg_up", there));
        Assert.Equal(there, Assert.Single(page, series => series.Name == "well_v").Labels.Split(',')[1]);
        Assert.Contains("cannot be scraped", Assert.Single(lab.Log), StringComparison.Ordinal);

        await Eventually.Holds(
            async () => Value(await lab.ScrapeAsync(), "pg_up", gone) == "1",
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
        Assert.Equal("1", Value(await lab.ScrapeAsync(), "well_v"));
    }

    [Fact]
    public async Task A_table_that_is_altered_between_scrapes_is_read_as_it_is_then()
    {
        await using var lab = await ScrapedLab.StartAsync();
        await lab.Servers.RunAsync(1, "CREATE TABLE t AS SELECT 1 AS v; GRANT SELECT ON t TO primacy");
        lab.Configure("customMetrics: { t: { query: SELECT * FROM t } }");
        await lab.ScrapeAsync();

        await lab.Servers.RunAsync(1, "ALTER TABLE t ADD COLUMN w int DEFAULT 2");

        // A plan that no longer fits is an error of PostgreSQL, once.
        await Eventually.Holds(
            async () => (await lab.ScrapeAsync()).Any(series => series is { Name: "t_w", Value: "2" }),
            "the new column is there"
        );
    }

    [Fact]
    public async Task OpenMetrics_ends_as_it_must()
    {
        await using var lab = await ScrapedLab.StartAsync();
        lab.Configure($"customMetrics: {{ {Well} }}");

        var page = await lab.PageAsync(new ExpositionFormat(IsOpenMetrics: true, AllowsUtf8: false));
        Assert.EndsWith("\n# EOF\n", page, StringComparison.Ordinal);
        Assert.Contains("# TYPE pg_exporter_scrapes counter\n", page, StringComparison.Ordinal);
    }

    static string Value(IEnumerable<Series> page, string name, string label = "") =>
        Assert
            .Single(page, series => series.Name == name && series.Labels.Contains(label, StringComparison.Ordinal))
            .Value;

    static string Label(Series series, string name) =>
        series.Labels.Split(',').First(label => label.StartsWith(name + "=", StringComparison.Ordinal))[
            (name.Length + 1)..
        ];
}
