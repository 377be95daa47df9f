using System.Text.RegularExpressions;
using Primacy.Exposition;
using Primacy.Scraping;
using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>
/// The built-in collectors say what those of the real postgres_exporter say of the same servers: names, types, labels,
/// and values as far as time does not change them.
/// </summary>
public sealed class CollectorParityTests
{
    /// <summary>How often a comparison may fall into a moment in which something goes back and forth.</summary>
    const int Attempts = 5;

    /// <summary>What it says without a collector of a name, and has two switches for.</summary>
    static readonly string[] Nameless =
    [
        "replication_slots",
        "settings",
        "stat_activity",
        "stat_archiver",
        "stat_database_conflicts",
        "stat_replication",
        "static",
    ];

    /// <summary>The metrics that not every version of PostgreSQL has, and those that have them.</summary>
    static readonly (string Pattern, int First, int Last)[] Limited =
    [
        ("^pg_stat_database_active_time", 14, int.MaxValue),
        ("^pg_buffercache_summary_|_confl_active_logicalslot$", 16, int.MaxValue),
        ("^pg_stat_checkpointer_", 17, int.MaxValue),
        ("^pg_stat_bgwriter_(checkpoint|buffers_checkpoint|buffers_backend)", 13, 16),
    ];

    [Theory]
    [MemberData(nameof(PostgresVersions.Tested), MemberType = typeof(PostgresVersions))]
    public async Task All_that_is_on_by_default_and_each_optional_one_alone_say_the_same(int? major)
    {
        PostgresExporter.Need();
        await using var lab = await CollectorLab.StartAsync(major);
        var findings = new List<string>();
        var compared = new HashSet<string>();
        foreach (var only in Collectors.All.Where(one => !one.IsOnByDefault).Select(one => one.Name).Prepend(null))
        {
            lab.Configure(only);
            foreach (var number in (int[])[1, 2])
            {
                var on = $"{only ?? "defaults"} on server {number}";
                var (found, metrics) = await CompareAsync(lab, number, only);
                findings.AddRange(found.Select(finding => $"{on}: {finding}"));
                compared.UnionWith(metrics);
            }
        }
        Repository.AssertNone(findings);
        Repository.AssertNone(NeverCompared(compared, lab.Major));
    }

    [Fact]
    public void The_same_are_on_by_default()
    {
        var ours = Collectors.All.Where(one => one.IsOnByDefault).Select(one => one.Name).Except(Nameless);
        Assert.Equal(PostgresExporter.OnByDefault.Order(), ours.Order());
    }

    [Fact]
    public void The_documentation_names_every_collector_and_every_difference()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "postgres-exporter.md"));
        Repository.AssertNone([
            .. Collectors
                .All.Where(one => !page.Contains($"| `{one.Name}` | {(one.IsOnByDefault ? "on" : "off")} |"))
                .Select(one => $"the collector {one.Name} or its default is missing"),
            .. KnownDifference
                .All.Where(one => !page.Contains($"`{one.Name}`"))
                .Select(one => $"the difference {one.Name} is missing"),
        ]);
    }

    /// <summary>What neither server showed, though this version of PostgreSQL has it.</summary>
    static IEnumerable<string> NeverCompared(HashSet<string> compared, int major) =>
        from collector in Collectors.All
        from family in collector.Families
        let name = family.Kind is MetricKind.Histogram ? family.Name + "_count" : family.Name
        let limited = Limited.FirstOrDefault(one => Regex.IsMatch(name, one.Pattern))
        where limited.Pattern is null || (major >= limited.First && major <= limited.Last)
        where !compared.Contains(name)
        select $"{name} was not compared";

    static async Task<(IReadOnlyList<string> Findings, IEnumerable<string> Metrics)> CompareAsync(
        CollectorLab lab,
        int number,
        string? only
    )
    {
        using var exporter = PostgresExporter.StartCollector(lab.Lab.Servers.Settings(number), only);
        IReadOnlyList<string> findings = [];
        IReadOnlyList<Series> theirs = [];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await lab.ScrapeAsync(number);
            theirs = await exporter.ScrapeAsync("");
            var after = await lab.ScrapeAsync(number);
            findings = new PageComparison(before, theirs, after).Findings();
            if (findings.Count == 0)
                break;
        }
        return (findings, theirs.Select(series => series.Name));
    }
}
