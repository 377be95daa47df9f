using Primacy.Tests.Tidy;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>What the chart holds, as files.</summary>
public sealed class ChartFileTests
{
    public static TheoryData<string, string> Copies =>
        new()
        {
            { "prometheus/primacy.rules.yaml", "files/primacy.rules.yaml" },
            { "grafana/primacy.json", "files/dashboards/primacy.json" },
            { "grafana/postgres-primaries.json", "files/dashboards/postgres-primaries.json" },
        };

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_copy_is_equal_to_its_original(string original, string copy)
    {
        var expected = File.ReadAllText(Path.Combine(Repository.Root, "deploy", original));
        var path = Path.Combine(Helm.Chart, copy);
        if (Environment.GetEnvironmentVariable("PRIMACY_ACCEPT") == "1")
            File.WriteAllText(path, expected);

        Assert.True(
            expected == File.ReadAllText(path),
            $"deploy/helm/primacy/{copy} differs from deploy/{original}: PRIMACY_ACCEPT=1 copies it anew."
        );
    }

    [Fact]
    public void Every_file_of_the_chart_is_a_copy_and_every_dashboard_is_there()
    {
        string[] copies = [.. Copies.Select(row => row.Data.Item2).Order()];
        string[] dashboards =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "deploy", "grafana"), "*.json")
                .Select(path => $"files/dashboards/{Path.GetFileName(path)}"),
        ];

        Assert.Equal(
            copies,
            Directory
                .EnumerateFiles(Path.Combine(Helm.Chart, "files"), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Helm.Chart, path))
                .Order()
        );
        Assert.Subset(copies.ToHashSet(), dashboards.ToHashSet());
    }

    [Fact]
    public void The_page_names_every_value_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(Helm.Chart, "README.md")).Split("## Values")[1];
        string[] named =
        [
            .. page.Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .SelectMany(line => line.Split('|')[1].Split('`').Where((_, at) => at % 2 == 1))
                .Order(StringComparer.Ordinal),
        ];

        Assert.Equal(Values().Order(StringComparer.Ordinal), named);
    }

    /// <summary>The values by path, as far down as they are the chart's own.</summary>
    static IEnumerable<string> Values()
    {
        string[] whole = ["resources", "podSecurityContext", "securityContext"];
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Helm.Chart, "values.yaml"))));
        foreach (var (key, value) in (YamlMappingNode)stream.Documents[0].RootNode)
        {
            if (value is not YamlMappingNode { Children.Count: > 0 } parts || whole.Contains(key.ToString()))
                yield return key.ToString();
            else
            {
                foreach (var (part, _) in parts)
                    yield return $"{key}.{part}";
            }
        }
    }
}
