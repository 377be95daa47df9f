using Primacy.Analysis;
using Primacy.Tests.Tidy;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>The rules of deploy/prometheus, as Prometheus' own tool judges them and as people read them.</summary>
public sealed class RulesTests
{
    public static TheoryData<string> Names => [.. RulesFile.Read().Alerts.Select(alert => alert.Name)];

    public static TheoryData<VerdictCode> Told =>
        [.. VerdictCodes.All.Where(code => code.Severity is Severity.Warning or Severity.Critical)];

    [Theory]
    [InlineData("check", "rules", RulesFile.Name)]
    [InlineData("check", "config", "prometheus.yaml")]
    public async Task Promtool_takes_the_files(params string[] arguments)
    {
        Promtool.Need();

        var (exitCode, output) = await Promtool.RunAsync(RulesFile.Directory, arguments);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Promtools_tests_of_the_rules_pass()
    {
        Promtool.Need();
        Assert.NotEmpty(RulesFile.Tests);

        var (exitCode, output) = await Promtool.RunAsync(RulesFile.Directory, ["test", "rules", .. RulesFile.Tests]);

        Assert.True(exitCode == 0, output);
    }

    /// <summary>Each alert has a test in which it fires, one in which it does not, and one in which it waits.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Promtools_tests_miss_an_alert_that_never_fires_or_always_or_too_early(string name)
    {
        Promtool.Need();

        await FailsAsync(name, alert => alert.Node.Children["expr"] = new YamlScalarNode("vector(1) > 2"));
        await FailsAsync(name, alert => alert.Node.Children["expr"] = new YamlScalarNode("vector(1)"));
        if (RulesFile.Read().Alert(name).For is { })
            await FailsAsync(name, alert => alert.Node.Children.Remove("for"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_alert_says_how_grave_it_is_and_of_which_cluster_and_what_to_do(string name)
    {
        var alert = RulesFile.Read().Alert(name);

        Assert.True(alert.Severity is "critical" or "warning", alert.Severity);
        Assert.Contains("Labels.cluster", AnyLabels(alert.Summary + alert.Description), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, alert.Runbook)), alert.Runbook);
        Assert.Contains(
            $"| `{name}` | {alert.Severity} |",
            File.ReadAllText(Path.Combine(RulesFile.Directory, "README.md")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Told))]
    public void A_verdict_that_is_told_has_an_alert_of_its_gravity(VerdictCode code)
    {
        var alert = RulesFile.Read().Alert(code.AlertName);

        Assert.Equal(code.Severity.ToString(), alert.Severity, ignoreCase: true);
        Assert.Equal($"docs/verdicts/{code.Slug}.md", alert.Runbook);
        Assert.Contains($"verdict=\"{code.Slug}\"", alert.Node.Children["expr"].ToString(), StringComparison.Ordinal);
    }

    static async Task FailsAsync(string name, Action<AlertRule> change)
    {
        using var directory = new TemporaryDirectory();
        // Each takes most of a second, so only those that know the alert are run.
        string[] tests =
        [
            .. RulesFile.Tests.Where(test => File.ReadAllText(test).Contains(name, StringComparison.Ordinal)),
        ];
        foreach (var test in tests)
            File.Copy(test, directory[Path.GetFileName(test)]);
        var rules = RulesFile.Read();
        change(rules.Alert(name));
        rules.Write(directory[RulesFile.Name]);

        var (exitCode, output) = await Promtool.RunAsync(
            directory.Path,
            ["test", "rules", .. tests.Select(test => Path.GetFileName(test)!)]
        );

        Assert.True(exitCode == 1, output);
        Assert.Contains("FAILED", output, StringComparison.Ordinal);
        Assert.Contains(name, output, StringComparison.Ordinal);
    }

    /// <summary>Of the alert's labels ($labels) or of a query's (.Labels).</summary>
    static string AnyLabels(string template) => template.Replace("$labels", ".Labels", StringComparison.Ordinal);
}
