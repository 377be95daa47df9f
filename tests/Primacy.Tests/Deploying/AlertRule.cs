using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>An alert of deploy/prometheus, as its file has it, so that a test can change it there.</summary>
internal sealed record AlertRule(string Name, YamlMappingNode Node)
{
    public string Severity => Text(Below("labels"), "severity");

    public string Summary => Text(Below("annotations"), "summary");

    public string Description => Text(Below("annotations"), "description");

    public string Runbook => Text(Below("annotations"), "runbook_url");

    public string? For => Node.Children.TryGetValue("for", out var value) ? value.ToString() : null;

    YamlMappingNode Below(string key) => (YamlMappingNode)Node.Children[key];

    static string Text(YamlMappingNode node, string key) => node.Children[key].ToString();
}
