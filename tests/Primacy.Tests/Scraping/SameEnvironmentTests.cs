using Primacy.Tests.Hosting;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>The environment of a real postgres_exporter is given to Primacy, and nothing else is.</summary>
public sealed class SameEnvironmentTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_show_the_same()
    {
        PostgresExporter.Need();
        await using var lab = await ScrapedLab.StartAsync();
        foreach (var name in (string[])["one", "two"])
            await lab.Servers.RunAsync(1, $"CREATE DATABASE {name}");
        using var directory = new TemporaryDirectory();
        var settings = lab.Servers.Settings(1);
        await File.WriteAllTextAsync(directory["password"], settings.Password + "\n", Cancellation);
        await File.WriteAllTextAsync(
            directory["q.yaml"],
            """
            several:
              query: "SELECT current_database() AS datname, 1 AS v"
              metrics: [{ datname: { usage: LABEL } }, { v: { usage: GAUGE } }]
            """,
            Cancellation
        );
        (string, string)[] environment =
        [
            ("DATA_SOURCE_URI", $"{settings.Host}:{settings.Port}/postgres?sslmode=disable"),
            ("DATA_SOURCE_USER", settings.User),
            ("DATA_SOURCE_PASS_FILE", directory["password"]),
            ("PG_EXPORTER_EXTEND_QUERY_PATH", directory["q.yaml"]),
            ("PG_EXPORTER_DISABLE_DEFAULT_METRICS", "true"),
            ("PG_EXPORTER_DISABLE_SETTINGS_METRICS", "true"),
            ("PG_EXPORTER_AUTO_DISCOVER_DATABASES", "true"),
            ("PG_EXPORTER_EXCLUDE_DATABASES", "two"),
            ("PG_EXPORTER_CONSTANT_LABELS", "team=a"),
            ("PG_EXPORTER_COLLECTION_TIMEOUT", "30s"),
        ];
        using var theirs = PostgresExporter.StartIn(environment);
        using var ours = WatchProcess.StartIn(
            environment,
            "--listen",
            "127.0.0.1:0",
            "--state",
            directory["state"],
            "--timeout",
            "20s"
        );
        await ours.ReadyAsync();

        var (their, our) = (Names(await theirs.ScrapeAsync("pg_", "several")), Names(await OursAsync(ours)));

        Assert.Equal(
            ["several_v datname=one,team=a", "several_v datname=postgres,team=a"],
            our.Where(name => name.StartsWith("several", StringComparison.Ordinal))
        );
        Assert.Empty(their.Except(our));
        Assert.All(our.Except(their), name => Assert.Contains(name.Split(' ')[0], Additional));
        Assert.Contains(
            "primacy: environment: read as postgres_exporter reads it: ",
            ours.Errors,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(settings.Password!, ours.Errors, StringComparison.Ordinal);
    }

    /// <summary>What docs/postgres-exporter.md lists as ours.</summary>
    static readonly string[] Additional =
    [
        "pg_replication_is_replica",
        "pg_replication_lag",
        "pg_scrape_collector_duration_seconds",
        "pg_scrape_collector_success",
    ];

    /// <summary>Of what is built in the names; its labels and values are the business of other tests.</summary>
    static string[] Names(IEnumerable<Series> page) =>
        [
            .. page.Select(series =>
                    series.Name is "several_v"
                        ? $"several_v {series.Without("cluster").Without("server").Labels}"
                        : series.Name
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    static async Task<IReadOnlyList<Series>> OursAsync(WatchProcess ours) =>
        [
            .. Series
                .Parse(await ours.AnswerAsync("/metrics"))
                .Where(series =>
                    series.Name.StartsWith("pg_", StringComparison.Ordinal)
                    || series.Name.StartsWith("several", StringComparison.Ordinal)
                ),
        ];
}
