using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Primacy.Tests.Hosting;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>The service in the place of postgres_exporter, as Prometheus and its users know that one.</summary>
public sealed class ExporterServiceTests(ServiceLab fixture) : IClassFixture<ServiceLab>
{
    /// <summary>The query of the set-up that Primacy began with, under its name.</summary>
    const string Original = """
        pg_replication:
          query: |
            SELECT CASE WHEN NOT pg_is_in_recovery() THEN 0
                        ELSE GREATEST(0, EXTRACT(EPOCH FROM (now() - pg_last_xact_replay_timestamp()))) END AS lag,
                   CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END AS is_replica
          master: true
          metrics:
            - lag: { usage: GAUGE, description: Replication lag behind master in seconds }
            - is_replica: { usage: GAUGE, description: Whether it is a replica }
        pg_postmaster:
          query: SELECT pg_postmaster_start_time() AS start_time_seconds
          metrics: [{ start_time_seconds: { usage: GAUGE, description: When it started } }]
        """;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_originals_file_works_and_counts_one_primary()
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory);

        var page = Series.Parse(await watcher.AnswerAsync("/metrics"));

        Assert.Equal(
            [(Member(1), "0"), (Member(2), "1"), (Member(3), "1")],
            Servers(page, "pg_replication_is_replica").OrderBy(one => one.Value).ThenBy(one => one.Server != Member(2))
        );
        Assert.Equal(3, page.Count(series => series.Name == "pg_replication_lag"));
        Assert.Equal(3, page.Count(series => series.Name == "pg_postmaster_start_time_seconds"));
        Assert.Equal(3, page.Count(series => series is { Name: "pg_up", Value: "1" }));
        Assert.Equal("0", page.Value("pg_exporter_user_queries_load_error", "filename=queries.yaml"));
        const string Taken = "pg_replication_lag is a name of the probes";
        await Eventually.Holds(() => watcher.Errors.Contains(Taken, StringComparison.Ordinal), "the log says what is");
    }

    [Theory]
    [InlineData("/metrics?target=")]
    [InlineData("/metrics?target=orders/")]
    [InlineData("/probe?auth_module=main&target=")]
    [InlineData("/probe?target=postgresql://")]
    public async Task One_target_shows_one_server(string path)
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory);

        var page = Series.Parse(await watcher.AnswerAsync(path + Member(2)));

        Assert.Equal("1", page.Value("pg_up"));
        Assert.Equal("1", page.Value("pg_replication_is_replica"));
        Assert.Equal("1", page.Value("pg_exporter_scrapes_total"));
        Assert.All(
            page.Where(series => series.Labels.Contains("server=", StringComparison.Ordinal)),
            series => Assert.Equal(Member(2), series.Label("server"))
        );
    }

    [Theory]
    [InlineData("/probe", "target is required")]
    [InlineData("/probe?target=elsewhere:5432", "elsewhere:5432 is no target")]
    [InlineData("/metrics?target=127.0.0.1:1", "127.0.0.1:1 is no target")]
    public async Task Other_targets_are_refused(string path, string words)
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory);
        using var http = new HttpClient();

        var answer = await http.GetAsync(new Uri(watcher.Address!, path), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_may_be_several_is_refused_with_the_names_that_are_unique()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            """
            listen: 127.0.0.1:0
            state: state
            clusters:
              - { name: orders, instances: [{ name: db1, host: 127.0.0.1, port: 1 }], user: primacy }
              - { name: stock, instances: [{ name: db1, host: 127.0.0.1, port: 2 }], user: primacy }
            exporter: true
            """,
            Cancellation
        );
        using var watcher = WatchProcess.Start(fixture.Lab.Password, "--config", directory["primacy.yaml"]);
        await watcher.HoldsAsync(async () => await watcher.GetAsync("/metrics") is { }, "it serves");
        using var http = new HttpClient();

        var answer = await http.GetAsync(new Uri(watcher.Address!, "/metrics?target=db1"), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            "db1 may be any of orders/db1, stock/db1: ask for one of these\n",
            await answer.Content.ReadAsStringAsync(Cancellation)
        );
        var page = Series.Parse(await watcher.AnswerAsync("/metrics?target=stock/db1"));
        Assert.Equal("stock", Assert.Single(page, series => series.Name == "pg_up").Label("cluster"));
    }

    [Fact]
    public async Task Who_wants_it_gets_OpenMetrics_and_gzip()
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(watcher.Address!, "/metrics"));
        request.Headers.Accept.ParseAdd("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        using var answer = await http.SendAsync(request, Cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        using var text = new StreamReader(new GZipStream(body, CompressionMode.Decompress));

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.Equal("application/openmetrics-text", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("\n# EOF\n", await text.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_takes_new_queries_and_a_wrong_file_leaves_the_old()
    {
        using var directory = new TemporaryDirectory();
        using var watcher = await StartAsync(directory);
        await WriteQueriesAsync(directory, "fresh: { query: SELECT 1 AS v }");
        Assert.Equal(200, await watcher.PostAsync("/-/reload"));
        Assert.Contains("fresh_v{", await watcher.AnswerAsync("/metrics"), StringComparison.Ordinal);

        await WriteQueriesAsync(directory, "fresh: { query: [SELECT 1 AS v] }");
        Assert.Equal(422, await watcher.PostAsync("/-/reload"));
        const string Wrong = "queries.yaml:1:17: 'query' takes a single value";
        await Eventually.Holds(() => watcher.Errors.Contains(Wrong, StringComparison.Ordinal), "the log says what is");
        Assert.Contains("fresh_v{", await watcher.AnswerAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal("1", await LoadErrorAsync(watcher));

        File.Delete(directory["queries.yaml"]);
        Assert.Equal(422, await watcher.PostAsync("/-/reload"));
        Assert.Equal("1", await LoadErrorAsync(watcher));

        await WriteQueriesAsync(directory, "fresh: { query: SELECT 1 AS v }");
        Assert.Equal(200, await watcher.PostAsync("/-/reload"));
        Assert.Equal("0", await LoadErrorAsync(watcher));
    }

    static async Task<string?> LoadErrorAsync(WatchProcess watcher) =>
        Series
            .Parse(await watcher.AnswerAsync("/metrics"))
            .Value("pg_exporter_user_queries_load_error", "filename=queries.yaml");

    static (string Server, string Value)[] Servers(IEnumerable<Series> page, string name) =>
        [.. page.Where(series => series.Name == name).Select(series => (series.Label("server"), series.Value))];

    string Member(int number) => $"127.0.0.1:{fixture.Lab.Instances[number - 1].Port}";

    async Task<WatchProcess> StartAsync(TemporaryDirectory directory)
    {
        await WriteQueriesAsync(directory, Original);
        await File.WriteAllTextAsync(directory["token"], WatchProcess.Token, Cancellation);
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            clusters:
              - name: orders
                instances: ["{{Member(1)}}", "{{Member(2)}}", "{{Member(3)}}"]
                user: primacy
                timeout: 20s
            exporter:
              queries: queries.yaml
            web:
              tokens: [{ name: tester, file: token }]
            """,
            Cancellation
        );
        var watcher = WatchProcess.Start(fixture.Lab.Password, "--config", directory["primacy.yaml"]);
        await watcher.HoldsAsync(
            async () => (await watcher.GetAsync("/api/v1/clusters/orders"))?.Contains("\"healthy\"") is true,
            "the cluster is healthy"
        );
        return watcher;
    }

    static Task WriteQueriesAsync(TemporaryDirectory directory, string text) =>
        File.WriteAllTextAsync(directory["queries.yaml"], text, Cancellation);
}
