using System.Globalization;
using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Scraping;
using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>
/// Any files of custom queries, which are not ours to keep here: every "*.yaml" of the directory that
/// PRIMACY_TEST_QUERIES names. One that makes postgres_exporter answer with an error is compared query by query, and
/// one that we refuse must be refused there. There must be the same metrics with the same labels; values that differ,
/// as some do with time or with who looks, stand in a report beside the files.
/// </summary>
public sealed class WildQueriesTests
{
    const string Variable = "PRIMACY_TEST_QUERIES";

    const int Attempts = 3;

    /// <summary>How a finding begins that is only of a value.</summary>
    const string Value = "different: ";

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public async Task Files_found_elsewhere_say_the_same_to_both(int major)
    {
        var directory = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(directory.Length == 0, $"{Variable} names no directory with files of queries");
        PostgresExporter.Need();
        await using var lab = await CollectorLab.StartAsync(major);
        using var parts = new TemporaryDirectory();
        var findings = new List<string>();
        var counts = new Dictionary<string, int>();
        foreach (var file in Directory.GetFiles(directory, "*.yaml").Order(StringComparer.Ordinal))
        {
            foreach (var number in (int[])[1, 2])
                findings.AddRange(await FindAsync(lab.Lab, number, file, parts, counts));
        }
        var report = string.Join('\n', counts.Select(one => $"{one.Key}: {one.Value}").Concat(findings));
        await File.WriteAllTextAsync(
            Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"report-{major}.txt")),
            report,
            TestContext.Current.CancellationToken
        );
        Repository.AssertNone(findings.Where(finding => !finding.Contains($": {Value}", StringComparison.Ordinal)));
    }

    static async Task<List<string>> FindAsync(
        ScrapedLab lab,
        int number,
        string file,
        TemporaryDirectory parts,
        Dictionary<string, int> counts
    )
    {
        var findings = await CompareAsync(lab, number, file, counts);
        if (findings is null)
        {
            findings = [];
            Count(counts, "answered with an error there", 1);
            foreach (var part in Split(file, parts))
            {
                if (await CompareAsync(lab, number, part, counts) is { } found)
                    findings.AddRange(found);
                else
                    Count(counts, $"error there for {Path.GetFileName(file)} {Path.GetFileName(part)}", 1);
            }
        }
        return [.. findings.Select(finding => $"{Path.GetFileName(file)} on server {number}: {finding}")];
    }

    /// <summary>What differs; null where postgres_exporter shows no page at all.</summary>
    static async Task<List<string>?> CompareAsync(
        ScrapedLab lab,
        int number,
        string file,
        Dictionary<string, int> counts
    )
    {
        if (Read(file, out var errors) is not { } options)
        {
            Count(counts, "refused", 1);
            return await IsRefusedThereAsync(lab, number, file) ? [] : [.. errors];
        }
        lab.Configure(options);
        string[] prefixes = [.. options.Queries.Select(query => query.Name + "_")];
        using var exporter = PostgresExporter.Start(lab.Servers.Settings(number), file);
        List<string> findings = [];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await OursAsync(lab, number, prefixes);
            IReadOnlyList<Series> theirs;
            try
            {
                theirs = await exporter.ScrapeAsync(prefixes);
            }
            catch (HttpRequestException)
            {
                return null;
            }
            findings = [.. new PageComparison(before, theirs, await OursAsync(lab, number, prefixes)).Findings()];
            if (findings.Count > 0 && attempt < Attempts - 1)
                continue;
            Count(counts, "pages", 1);
            Count(counts, "queries", options.Queries.Count);
            Count(counts, "series", theirs.Count);
            Count(
                counts,
                "values that differ",
                findings.Count(finding => finding.StartsWith(Value, StringComparison.Ordinal))
            );
            break;
        }
        return findings;
    }

    static async Task<bool> IsRefusedThereAsync(ScrapedLab lab, int number, string file)
    {
        using var exporter = PostgresExporter.Start(lab.Servers.Settings(number), file);
        return await exporter.ScrapeAsync("pg_exporter_user_queries_load_error") is [{ Value: "1" }];
    }

    static async Task<IReadOnlyList<Series>> OursAsync(ScrapedLab lab, int number, string[] prefixes)
    {
        var server = $"server={lab.Target(number).Server}";
        var page = await lab.ScrapeAsync();
        return
        [
            .. page.Where(series =>
                series.Labels.Split(',').Contains(server)
                && prefixes.Any(prefix => series.Name.StartsWith(prefix, StringComparison.Ordinal))
            ),
        ];
    }

    static ExporterOptions? Read(string file, out IReadOnlyList<string> errors)
    {
        var problems = new Problems();
        var item = YamlReader.Read("primacy.yaml", new StringReader($"queries: {file}"), problems);
        var options = new ExporterReader(Environment.CurrentDirectory, problems).Read(item);
        errors = [.. problems.Errors.Select(error => $"refused: {error}")];
        return errors.Count > 0
            ? null
            : options! with
            {
                Collectors = [.. Collectors.All.Select(one => new CollectorSwitch(one.Name, IsOn: false))],
            };
    }

    /// <summary>A file for each query: what is not indented begins one.</summary>
    static IEnumerable<string> Split(string file, TemporaryDirectory parts)
    {
        string? part = null;
        foreach (var line in File.ReadAllLines(file))
        {
            if (line.Length > 0 && (char.IsAsciiLetter(line[0]) || line[0] is '_' or '"'))
            {
                if (part is { })
                    yield return part;
                part = parts[line.Split(':')[0].Trim('"') + ".yaml"];
                File.Delete(part);
            }
            if (part is { })
                File.AppendAllLines(part, [line]);
        }
        if (part is { })
            yield return part;
    }

    static void Count(Dictionary<string, int> counts, string what, int more) =>
        counts[what] = counts.GetValueOrDefault(what) + more;
}
