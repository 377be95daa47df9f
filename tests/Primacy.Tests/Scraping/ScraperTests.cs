using Primacy.Exposition;
using Primacy.Scraping;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>What goes wrong with one query on a real server, and what it does to the others: nothing.</summary>
public sealed class ScraperTests(SharedServers servers) : IClassFixture<SharedServers>
{
    const string Well = "well: { query: SELECT 1 AS v, metrics: [{ v: { usage: GAUGE } }] }";

    [Fact]
    public async Task A_query_that_fails_is_the_only_one_that_fails_and_says_so_until_it_is_well_again()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure(
            $"customMetrics: {{ bad: {{ query: SELECT i AS v FROM public.gone, metrics: [{{ v: {{ usage: GAUGE }} }}] }}, {Well} }}"
        );

        var first = await lab.ScrapeAsync();
        await lab.ScrapeAsync();
        Assert.Equal("1", first.Value("well_v"));
        Assert.Equal("0", first.Value("pg_scrape_collector_success", "collector=custom.bad"));
        Assert.Equal("1", first.Value("pg_scrape_collector_success", "collector=custom.well"));
        Assert.Equal("1", first.Value("pg_exporter_last_scrape_error"));
        Assert.Equal("1", first.Value("pg_up"));
        var line = Assert.Single(lab.Log);
        Assert.Contains("the query bad (primacy.yaml:1)", line, StringComparison.Ordinal);
        Assert.Contains("relation \"public.gone\" does not exist", line, StringComparison.Ordinal);

        await lab.Servers.RunAsync(1, "CREATE TABLE gone AS SELECT 7 AS i; GRANT SELECT ON gone TO primacy");
        var second = await lab.ScrapeAsync();
        Assert.Equal("7", second.Value("bad_v"));
        Assert.Equal("0", second.Value("pg_exporter_last_scrape_error"));
        Assert.Contains("is well again", lab.Log[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_fails_after_some_rows_says_nothing_of_them()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
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
        Assert.Equal("0", page.Value("pg_scrape_collector_success", "collector=custom.half"));
    }

    [Fact]
    public async Task What_does_not_fit_is_left_out_and_named()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
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
        Assert.Equal("1", page.Value("odd_v", "gone="));
        Assert.Equal(
            ["gone missing", "odd_v duplicate", "w not-a-number"],
            page.Where(series => series.Name == "primacy_collector_fault")
                .Select(series => $"{series.Label("column")} {series.Label("fault")}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Contains("w: not-a-number", Assert.Single(lab.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster", "exported_cluster", "GAUGE")]
    [InlineData("a-b", "a.b", "GAUGE")]
    [InlineData("a:b", "a_b", "GAUGE")]
    [InlineData("team", "exported_team", "GAUGE")]
    [InlineData("a", "__name__", "GAUGE")]
    [InlineData("a", "le", "HISTOGRAM")]
    public async Task Labels_that_would_make_the_page_unreadable_spoil_only_their_query(
        string one,
        string other,
        string usage
    )
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure(
            $$"""
            constantLabels: team=x
            customMetrics:
              odd:
                query: SELECT 'x' AS "{{one}}", 'y' AS "{{other}}", '{1}' AS v, '{1}' AS v_bucket, 1 AS v_sum, 1 AS v_count
                metrics:
                  - "{{one}}": { usage: LABEL }
                  - "{{other}}": { usage: LABEL }
                  - v: { usage: {{usage}} }
              {{Well}}
            """
        );

        var page = await lab.ScrapeAsync();
        Assert.Equal("1", page.Value("well_v", "team=x"));
        Assert.DoesNotContain(page, series => series.Name.StartsWith("odd_", StringComparison.Ordinal));
        Assert.Equal("1", page.Value("primacy_collector_fault", "fault=unusable-label"));
        Assert.Contains($"{other}: unusable-label", Assert.Single(lab.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_one_for_readers_of_old_or_are_a_histograms_belong_to_the_first()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure(
            """
            customMetrics:
              one:
                query: SELECT 1 AS "a-b", 2 AS "a.b", '{1}' AS h, '{2}' AS h_bucket, 3 AS h_sum, 4 AS h_count
                metrics:
                  - a-b: { usage: GAUGE }
                  - a.b: { usage: GAUGE }
                  - h: { usage: HISTOGRAM }
                  - h_count: { usage: GAUGE }
            """
        );

        var page = await lab.ScrapeAsync();
        Assert.Equal("1", page.Value("one_a_b"));
        Assert.Equal("4", Assert.Single(page, series => series.Name == "one_h_count").Value);
        Assert.Equal(2, page.Count(series => series.Labels.Contains("fault=taken", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Mappings_durations_and_versions_count_though_the_original_passes_them_over()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
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
        Assert.Equal("2", page.Value("more_m"));
        Assert.Equal("3", page.Value("more_n"));
        Assert.Equal("90000", page.Value("more_d_milliseconds"));
        Assert.Equal("6", page.Value("more_new"));
        Assert.DoesNotContain(page, series => series.Name is "more_o" or "more_old");
        Assert.Equal("1", page.Value("pg_scrape_collector_success", "collector=custom.elsewhere"));
    }

    [Fact]
    public async Task Nothing_is_written()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        await lab.Servers.RunAsync(1, "CREATE TABLE written (i int); GRANT ALL ON written TO primacy");
        lab.Adjust = settings => settings with { Options = "-c default_transaction_read_only=off" };
        lab.Configure("customMetrics: { w: { query: INSERT INTO public.written VALUES (1) RETURNING i } }");

        var page = await lab.ScrapeAsync();
        Assert.Equal("0", page.Value("pg_scrape_collector_success", "collector=custom.w"));
        Assert.Contains("read-only transaction", Assert.Single(lab.Log), StringComparison.Ordinal);
        Assert.Equal("0", await lab.Servers.AskAsync(1, "SELECT count(*)::text FROM written"));
    }

    [Fact]
    public async Task A_name_of_the_probes_stays_theirs_and_the_querys_other_columns_stay()
    {
        await using var lab = ScrapedLab.Of(servers.Lab, instances: 2);
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
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure(
            """
            customMetrics:
              kept: { query: SELECT random() AS v, cache_seconds: 3600, metrics: [{ v: { usage: GAUGE } }] }
              anew: { query: SELECT random() AS v, metrics: [{ v: { usage: GAUGE } }] }
            """
        );

        var (first, second) = (await lab.ScrapeAsync(), await lab.ScrapeAsync());
        Assert.Equal(first.Value("kept_v"), second.Value("kept_v"));
        Assert.NotEqual(first.Value("anew_v"), second.Value("anew_v"));
    }

    [Fact]
    public async Task Who_asks_during_a_scrape_gets_what_it_finds()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure("customMetrics: { slow: { query: 'SELECT pg_sleep(0.5)::text AS s, 1 AS v' } }");

        var first = lab.BeginAsync();
        var second = lab.BeginAsync();
        Assert.Same((await first)!.Scrapes[0], (await second)!.Scrapes[0]);
        Assert.Equal("2", (await lab.ScrapeAsync()).Value("pg_exporter_scrapes_total"));
    }

    [Fact]
    public async Task A_table_that_is_altered_between_scrapes_is_read_as_it_is_then()
    {
        await using var lab = ScrapedLab.Of(servers.Lab);
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
        await using var lab = ScrapedLab.Of(servers.Lab);
        lab.Configure($"customMetrics: {{ {Well} }}");

        var page = await lab.PageAsync(new ExpositionFormat(IsOpenMetrics: true, AllowsUtf8: false));
        Assert.EndsWith("\n# EOF\n", page, StringComparison.Ordinal);
        Assert.Contains("# TYPE pg_exporter_scrapes counter\n", page, StringComparison.Ordinal);
    }
}
