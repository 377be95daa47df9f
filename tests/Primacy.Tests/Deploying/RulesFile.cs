using Primacy.Tests.Tidy;
using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>The rules that people are given, in deploy/prometheus.</summary>
internal sealed class RulesFile
{
    public const string Name = "primacy.rules.yaml";

    readonly YamlStream _yaml = [];

    RulesFile(TextReader text) => _yaml.Load(text);

    public static string Directory { get; } = Path.Combine(Repository.Root, "deploy", "prometheus");

    /// <summary>The files with promtool's tests of them.</summary>
    public static IReadOnlyList<string> Tests { get; } =
    [.. System.IO.Directory.EnumerateFiles(Directory, "*.test.yaml").Order(StringComparer.Ordinal)];

    public IEnumerable<AlertRule> Alerts =>
        Rules
            .Where(rule => rule.Children.ContainsKey("alert"))
            .Select(rule => new AlertRule(rule.Children["alert"].ToString(), rule));

    IEnumerable<YamlMappingNode> Rules =>
        ((YamlSequenceNode)_yaml.Documents[0].RootNode["groups"])
            .SelectMany(group => (YamlSequenceNode)group["rules"])
            .Cast<YamlMappingNode>();

    public static RulesFile Read()
    {
        using var text = File.OpenText(Path.Combine(Directory, Name));
        return new RulesFile(text);
    }

    /// <summary>All that is asked of Prometheus: expressions, and templates with queries in them.</summary>
    public static IEnumerable<string> Texts() =>
        Read()
            .Rules.SelectMany(rule =>
                rule.Children.TryGetValue("annotations", out var words)
                    ? [rule["expr"], words["summary"], words["description"]]
                    : new[] { rule["expr"] }
            )
            .Select(text => text.ToString());

    public AlertRule Alert(string name) => Alerts.Single(alert => alert.Name == name);

    public void Write(string path)
    {
        using var text = File.CreateText(path);
        _yaml.Save(text, assignAnchors: false);
    }
}
