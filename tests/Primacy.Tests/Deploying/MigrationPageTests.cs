using System.Text.RegularExpressions;
using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Tests.Configuration;
using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>docs/migration.md can be followed: its files are taken, and what it names is there.</summary>
public sealed partial class MigrationPageTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "migration.md"));

    static IEnumerable<string> Examples => Page.Split("```yaml\n").Skip(1).Select(rest => rest.Split("```")[0]);

    [Fact]
    public void The_configuration_is_valid()
    {
        var example = Assert.Single(Examples, one => one.Contains("clusters:", StringComparison.Ordinal));
        var problems = new Problems();

        new WatchFileReader("primacy.yaml", Around.Nothing, problems).Read(new StringReader(example));

        Assert.Empty(problems.Errors);
    }

    [Fact]
    public async Task Prometheus_takes_its_configuration()
    {
        Promtool.Need();
        var example = Assert.Single(Examples, one => one.Contains("scrape_configs:", StringComparison.Ordinal));
        using var directory = new TemporaryDirectory();
        File.Copy(Path.Combine(RulesFile.Directory, RulesFile.Name), directory[RulesFile.Name]);
        await File.WriteAllTextAsync(directory["prometheus.yaml"], example, TestContext.Current.CancellationToken);

        var (exitCode, output) = await Promtool.RunAsync(directory.Path, ["check", "config", "prometheus.yaml"]);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void What_it_points_to_is_there()
    {
        var links = Link().Matches(Page).Select(link => link.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Repository.AssertNone(links.Where(link => !Path.Exists(Path.Combine(Repository.Root, "docs", link))));

        var alerts = RulesFile.Read().Alerts.Select(alert => alert.Name).ToHashSet();
        Assert.Subset(alerts, Alert().Matches(Page).Select(name => name.Groups[1].Value).ToHashSet());
    }

    [GeneratedRegex(@"\]\(([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    /// <summary>The only words in code that begin with a capital and go on in small letters.</summary>
    [GeneratedRegex("`([A-Z][a-z]+[A-Za-z]*)`")]
    private static partial Regex Alert();
}
