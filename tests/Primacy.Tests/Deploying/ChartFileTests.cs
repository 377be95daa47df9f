using Primacy.Tests.Tidy;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>What the chart holds, as files.</summary>
public sealed class ChartFileTests
{
    /// <summary>A second copy would drift away from what Prometheus and Grafana without the chart are given.</summary>
    [Fact]
    public void Rules_and_dashboards_are_links_to_their_only_copies()
    {
        var files = Path.Combine(Helm.Chart, "files");
        string[] linked =
        [
            .. Directory
                .EnumerateFiles(files, "*", SearchOption.AllDirectories)
                .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)
                .Order(),
        ];

        var deploy = Path.Combine(Repository.Root, "deploy");
        string[] originals =
        [
            .. Directory.EnumerateFiles(Path.Combine(deploy, "grafana"), "*.json"),
            Path.Combine(deploy, "prometheus", "primacy.rules.yaml"),
        ];
        Assert.Equal(originals.Order(), linked);
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
