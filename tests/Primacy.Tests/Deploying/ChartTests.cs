using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Tests.Configuration;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>The chart, as real helm makes objects of it.</summary>
public sealed class ChartTests
{
    const string Container = "spec/template/spec/containers/0";

    /// <summary>Everything on.</summary>
    internal const string Full = """
        replicas: 3
        discovery: { namespaces: [shop, stock], readSecrets: true }
        repair: { enabled: true }
        webConfig: { secret: web }
        secrets: [pagerduty]
        serviceMonitor: { enabled: true }
        podMonitor: { enabled: true }
        prometheusRule: { enabled: true, runbookBase: 'https://example.org/primacy/' }
        grafanaDashboards: { enabled: true }
        networkPolicy: { enabled: true, ingressFrom: [{ namespaceSelector: {} }], egress: [{}] }
        config: { receivers: [{ name: night, pagerDuty: { routingKeyFile: secrets/pagerduty/key } }] }
        """;

    [Theory]
    [InlineData("")]
    [InlineData(Full)]
    public async Task Lint_finds_nothing(string values)
    {
        Helm.Need();
        var result = await Helm.RunAsync(
            "helm",
            new Dictionary<string, string?>(),
            values,
            "lint",
            "--strict",
            Helm.Chart,
            "--values",
            "-"
        );

        Assert.True(result.IsSuccess, result.StandardOutput + result.StandardError);
        Assert.DoesNotContain("[WARNING]", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("replicas: 0", "replicas")]
    [InlineData("replicas: many", "replicas")]
    [InlineData("replica: 3", "replica")]
    [InlineData("discovery: { namespace: [shop] }", "namespace")]
    [InlineData("discovery: { namespaces: shop }", "namespaces")]
    [InlineData("discovery: { namespaces: ['Not a name'] }", "namespaces")]
    [InlineData("config: { listen: none }", "config")]
    [InlineData("config: { state: /tmp }", "config")]
    [InlineData("image: { digest: latest }", "digest")]
    [InlineData("leadership: { leaseDuration: 15 }", "leaseDuration")]
    [InlineData("events: { enable: true }", "enable")]
    [InlineData("persistence: { size: large }", "size")]
    [InlineData("{ repair: { enabled: true }, persistence: { enabled: false } }", "repair.enabled needs persistence")]
    [InlineData("service: { type: Headless }", "type")]
    [InlineData("prometheusRule: { runbookBase: docs }", "runbookBase")]
    public async Task A_wrong_value_is_refused_by_name(string values, string name)
    {
        Helm.Need();
        var result = await Helm.RunAsync(
            "helm",
            new Dictionary<string, string?>(),
            values,
            "template",
            Helm.Chart,
            "--values",
            "-"
        );

        Assert.False(result.IsSuccess);
        Assert.Contains(name, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_container_may_do_nothing_that_it_need_not()
    {
        Helm.Need();
        var set = (await Helm.TemplateAsync("")).Only("StatefulSet");

        Assert.Equal("true", set.At("spec/template/spec/securityContext/runAsNonRoot").ToString());
        Assert.Equal("RuntimeDefault", set.At("spec/template/spec/securityContext/seccompProfile/type").ToString());
        Assert.Equal("true", set.At($"{Container}/securityContext/readOnlyRootFilesystem").ToString());
        Assert.Equal("false", set.At($"{Container}/securityContext/allowPrivilegeEscalation").ToString());
        Assert.Equal("ALL", set.At($"{Container}/securityContext/capabilities/drop/0").ToString());
        Assert.Equal("/healthz", set.At($"{Container}/livenessProbe/httpGet/path").ToString());
        Assert.Equal("/readyz", set.At($"{Container}/readinessProbe/httpGet/path").ToString());
    }

    [Theory]
    [InlineData("", "ClientIP")]
    [InlineData("service: { sessionAffinity: None }", "None")]
    public async Task A_client_comes_to_the_same_replica_again(string values, string affinity)
    {
        Helm.Need();
        var objects = await Helm.TemplateAsync(values, "--show-only", "templates/service.yaml");
        Assert.Equal(affinity, objects[0].At("spec/sessionAffinity").ToString());
    }

    [Theory]
    [InlineData("discovery: { enabled: false }", "false")]
    [InlineData("{ discovery: { enabled: false }, replicas: 3 }", "true")]
    [InlineData("", "true")]
    public async Task A_token_is_mounted_only_where_it_is_needed(string values, string mounted)
    {
        Helm.Need();
        var objects = await Helm.TemplateAsync(values);

        Assert.Equal(
            mounted,
            objects.Only("StatefulSet").At("spec/template/spec/automountServiceAccountToken").ToString()
        );
        Assert.Equal("false", objects.Only("ServiceAccount").At("automountServiceAccountToken").ToString());
    }

    [Fact]
    public async Task Namespaces_make_roles_of_the_cluster_role()
    {
        Helm.Need();
        var everywhere = await Helm.TemplateAsync("");
        var some = await Helm.TemplateAsync("discovery: { namespaces: [shop, stock] }");

        Assert.Single(everywhere, one => one["kind"].ToString() == "ClusterRole");
        Assert.DoesNotContain(everywhere, one => one["kind"].ToString() == "Role");
        Assert.DoesNotContain(some, one => one["kind"].ToString().StartsWith("ClusterRole", StringComparison.Ordinal));
        Assert.Equal(
            ["shop", "stock"],
            some.Where(one => one["kind"].ToString() == "Role").Select(one => one.At("metadata/namespace").ToString())
        );
    }

    [Theory]
    [InlineData("1.20.0", "policy/v1beta1")]
    [InlineData("1.35.0", "policy/v1")]
    public async Task A_budget_speaks_the_API_of_the_cluster(string version, string api)
    {
        Helm.Need();
        var objects = await Helm.TemplateAsync("replicas: 3", "--kube-version", version);

        Assert.Equal(api, objects.Only("PodDisruptionBudget")["apiVersion"].ToString());
        Assert.DoesNotContain(await Helm.TemplateAsync(""), one => one["kind"].ToString() == "PodDisruptionBudget");
    }

    [Theory]
    [InlineData("")]
    [InlineData(Full)]
    public async Task Primacy_takes_the_configuration_that_the_chart_writes(string values)
    {
        Helm.Need();
        var objects = await Helm.TemplateAsync(values);
        var map = objects.First(one => one["kind"].ToString() == "ConfigMap" && Holds(one, "primacy.yaml"));
        var problems = new Problems();
        var text = map.At("data/primacy.yaml").ToString();

        new WatchFileReader("primacy.yaml", Around.Nothing, problems).Read(new StringReader(text));

        Assert.Empty(problems.Errors);
        Assert.Contains("listen: :9432", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_and_dashboards_come_as_they_are()
    {
        Helm.Need();
        var objects = await Helm.TemplateAsync(Full);
        var rules = objects.Only("PrometheusRule").At("spec");
        var dashboards = objects.Single(one => one["kind"].ToString() == "ConfigMap" && Holds(one, "primacy.json"));

        var expected = RulesFile.Read().Alerts.Select(alert => alert.Name);
        Assert.Equal(
            expected,
            ((YamlSequenceNode)rules["groups"])
                .SelectMany(group => (YamlSequenceNode)group["rules"])
                .Cast<YamlMappingNode>()
                .Where(rule => rule.Children.ContainsKey("alert"))
                .Select(rule => rule["alert"].ToString())
        );
        Assert.Contains("https://example.org/primacy/docs/verdicts/", Text(rules), StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText(Path.Combine(Helm.Chart, "files", "dashboards", "primacy.json")).TrimEnd('\n'),
            dashboards.At("data/primacy.json").ToString().TrimEnd('\n')
        );
    }

    static bool Holds(YamlMappingNode map, string key) => ((YamlMappingNode)map["data"]).Children.ContainsKey(key);

    static string Text(YamlNode node) =>
        string.Join('\n', node.AllNodes.OfType<YamlScalarNode>().Select(scalar => scalar.Value));
}
