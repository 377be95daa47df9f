using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>
/// Custom queries give the series that the real postgres_exporter gives of the same file on the same server: names,
/// types, labels and values.
/// </summary>
public sealed class ParityTests
{
    const string Vacuumed =
        "SELECT (vacuum_count = 1 AND last_analyze IS NOT NULL)::text FROM pg_stat_user_tables WHERE relname = 't'";

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task A_primary_and_a_standby_say_the_same_to_both(int? major)
    {
        PostgresExporter.Need();
        await using var lab = await ScrapedLab.StartAsync(major, instances: 2);
        await lab.Servers.RunAsync(1, "CREATE TABLE t AS SELECT generate_series(1, 10) AS i");
        await lab.Servers.RunAsync(1, "VACUUM ANALYZE t");
        await lab.Servers.CaughtUpAsync(2);
        // Up to 14 a collector of its own writes statistics into a file, which is read again for half a second.
        await Eventually.Holds(
            async () => await lab.Servers.AskAsync(1, Vacuumed) is "true",
            "the statistics tell of the vacuum"
        );

        foreach (var file in (string[])["shapes", "wild"])
        {
            var path = Golden.Beside("Scraping", $"Files/{file}.yaml");
            lab.Configure($"queries: {path}");
            var ours = await lab.ScrapeAsync();
            foreach (var number in (int[])[1, 2])
                await AssertSameAsync(lab, number, path, file, ours);
        }
    }

    [Fact]
    public async Task Every_database_is_read_where_that_is_wanted()
    {
        PostgresExporter.Need();
        await using var lab = await ScrapedLab.StartAsync();
        foreach (var name in (string[])["one", "two", "three"])
            await lab.Servers.RunAsync(1, $"CREATE DATABASE {name}");
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory["q.yaml"],
            """
            several:
              query: "SELECT current_database() AS datname, 1 AS v"
              metrics: [{ datname: { usage: LABEL } }, { v: { usage: GAUGE } }]
            several_master:
              query: "SELECT current_database() AS datname, 1 AS v"
              master: true
              metrics: [{ datname: { usage: LABEL } }, { v: { usage: GAUGE } }]
            """,
            TestContext.Current.CancellationToken
        );
        lab.Configure(
            $"{{ queries: {directory["q.yaml"]}, autoDiscoverDatabases: true, excludeDatabases: [two], constantLabels: 'a=b' }}"
        );

        var ours = await lab.ScrapeAsync();

        await AssertSameAsync(
            lab,
            1,
            directory["q.yaml"],
            "several",
            ours,
            "--auto-discover-databases",
            "--exclude-databases=two",
            "--constantLabels=a=b"
        );
        Assert.Equal(4, ours.Count(series => series.Name.StartsWith("several", StringComparison.Ordinal)));
    }

    static async Task AssertSameAsync(
        ScrapedLab lab,
        int number,
        string path,
        string prefix,
        IReadOnlyList<Series> scraped,
        params string[] arguments
    )
    {
        using var exporter = PostgresExporter.Start(lab.Servers.Settings(number), path, arguments);
        var theirs = await exporter.ScrapeAsync(prefix);
        var ours = scraped
            .Where(series =>
                series.Name.StartsWith(prefix, StringComparison.Ordinal)
                && series.Labels.Contains($"server={lab.Target(number).Server}", StringComparison.Ordinal)
            )
            .Select(series => series.Without("cluster"));

        Assert.NotEmpty(theirs);
        var (said, expected) = (Lines(ours), Lines(theirs));
        Repository.AssertNone([
            .. expected.Except(said).Select(line => $"missing: {line}"),
            .. said.Except(expected).Select(line => $"too much: {line}"),
        ]);
        Assert.Equal(expected.Length, said.Length);
    }

    static string[] Lines(IEnumerable<Series> all) => [.. all.Select(series => series.ToString())];
}
