using System.Text.Json.Nodes;
using Primacy.Tests.Tidy;

namespace Primacy.Tests.Deploying;

/// <summary>A dashboard of deploy/grafana, as Grafana would read it.</summary>
internal sealed record Dashboard(string Name, JsonNode Json)
{
    public static string Directory { get; } = Path.Combine(Repository.Root, "deploy", "grafana");

    public static IReadOnlyList<Dashboard> All { get; } =
    [
        .. System
            .IO.Directory.EnumerateFiles(Directory, "*.json")
            .Order(StringComparer.Ordinal)
            .Select(path => new Dashboard(Path.GetFileName(path), JsonNode.Parse(File.ReadAllText(path))!)),
    ];

    public IEnumerable<JsonNode> Panels => Json["panels"]!.AsArray().OfType<JsonNode>();

    /// <summary>Those that draw something.</summary>
    public IEnumerable<JsonNode> Drawn => Panels.Where(panel => Text(panel, "type") != "row");

    public IEnumerable<JsonNode> Variables => Json["templating"]!["list"]!.AsArray().OfType<JsonNode>();

    /// <summary>Those that ask Prometheus; one is Grafana's own.</summary>
    public IEnumerable<JsonNode> Annotations =>
        Json["annotations"]!["list"]!.AsArray().OfType<JsonNode>().Where(one => one["expr"] is { });

    public static Dashboard Of(string name) => All.Single(dashboard => dashboard.Name == name);

    /// <summary>The queries of a panel, with Grafana's variables put in.</summary>
    public IEnumerable<string> Queries(string title, string cluster) =>
        Drawn.Single(panel => Text(panel, "title") == title)["targets"]!
            .AsArray()
            .Select(target => Substitute(Text(target!, "expr"), cluster));

    public static string Substitute(string expression, string cluster) =>
        expression
            .Replace("$cluster", cluster, StringComparison.Ordinal)
            .Replace("$__rate_interval", "10s", StringComparison.Ordinal);

    public static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
