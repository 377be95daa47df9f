using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Events;
using Primacy.Kubernetes.Leadership;
using Primacy.Kubernetes.Pods;
using Primacy.Notifications;
using Primacy.Tests.Kubernetes;
using Primacy.Tests.Kubernetes.Shapes;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Deploying;

/// <summary>The chart, installed by real helm on a real API server.</summary>
public sealed partial class InstalledChartTests(ControlPlaneFixture kube) : IAsyncDisposable
{
    /// <summary>The kinds of the Prometheus operator, as far as the chart needs them to be there.</summary>
    const string Operator = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: PLURAL.monitoring.coreos.com }
        spec:
          group: monitoring.coreos.com
          scope: Namespaced
          names: { plural: PLURAL, singular: SINGULAR, kind: KIND }
          versions:
            - name: v1
              served: true
              storage: true
              schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        ---

        """;

    static readonly string[] Reading = ["list", "watch"];

    static readonly string[] EventWriting = ["create /events", "patch /events"];

    readonly TemporaryDirectory _directory = new();
    ControlPlane _plane = null!;
    string _space = "";

    AccountRights Rights => new(_plane, _space);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_plane is not null)
            await HelmAsync("", "uninstall", "primacy", "--ignore-not-found");
        _directory.Dispose();
    }

    [Fact]
    public async Task Every_object_is_accepted_and_so_is_an_upgrade()
    {
        await StartAsync();
        foreach (var kind in new[] { "ServiceMonitor", "PodMonitor", "PrometheusRule" })
            await KubectlAsync(
                Operator
                    .Replace("PLURAL", $"{kind}s".ToLowerInvariant(), StringComparison.Ordinal)
                    .Replace("SINGULAR", kind.ToLowerInvariant(), StringComparison.Ordinal)
                    .Replace("KIND", kind, StringComparison.Ordinal),
                "apply",
                "--filename",
                "-"
            );
        await KubectlAsync("", "wait", "--for=condition=Established", "crd", "--all", "--timeout=30s");
        await InstallAsync("");

        await InstallAsync(ChartTests.Full.Replace("[shop, stock]", $"[{_space}]", StringComparison.Ordinal));

        var names = await KubectlAsync(
            "",
            "get",
            "statefulset,service,configmap,serviceaccount,role,rolebinding,networkpolicy,poddisruptionbudget,"
                + "servicemonitor,podmonitor,prometheusrule",
            "--output=name"
        );
        string[] kinds =
        [
            .. names.Split('\n').Where(name => name.Contains("/primacy")).Select(Kind).Distinct().Order(),
        ];
        Assert.Equal(11, kinds.Length);
    }

    [Theory]
    [InlineData("discovery: { enabled: false }")]
    [InlineData("discovery: { namespaces: [SPACE] }", "pods", "services", "endpoints", "configmaps")]
    [InlineData("", "pods", "services", "endpoints", "configmaps")]
    [InlineData("events: { enabled: false }", "pods", "services", "endpoints", "configmaps")]
    [InlineData("discovery: { readSecrets: true }", "pods", "services", "endpoints", "configmaps", "secrets")]
    public async Task What_may_be_read_is_what_the_values_say_and_only_events_may_be_written(
        string values,
        params string[] resources
    )
    {
        await StartAsync();
        await InstallAsync(values.Replace("SPACE", _space, StringComparison.Ordinal));

        string[] others =
            resources.Length == 0
                ? []
                : ["apps/statefulsets", "coordination.k8s.io/leases", "postgresql.cnpg.io/clusters"];
        string[] expected =
        [
            .. resources
                .Select(name => $"/{name}")
                .Concat(others)
                .SelectMany(name => Reading.Select(v => $"{v} {name}")),
            .. resources.Length == 0 || values.Contains("events", StringComparison.Ordinal) ? [] : EventWriting,
        ];
        await Rights.GrantedAsync(expected);
        Assert.Equal(expected.Order(StringComparer.Ordinal), await Rights.AllowedAsync(_space));
        var isEverywhere = !values.Contains("SPACE", StringComparison.Ordinal);
        Assert.Equal(isEverywhere ? expected.Length : 0, (await Rights.AllowedAsync("default")).Length);
    }

    [Fact]
    public async Task Several_replicas_may_use_their_lease_and_repair_may_delete_pods()
    {
        await StartAsync();
        var values = $"{{ replicas: 3, repair: {{ enabled: true }}, discovery: {{ namespaces: [{_space}] }} }}";
        await InstallAsync(values);
        await Rights.GrantedAsync(["create coordination.k8s.io/leases", "delete /pods", "patch /events"]);

        Assert.Equal(
            ["create /events", "create coordination.k8s.io/leases", "delete /pods", "patch /events"],
            (await Rights.AllowedAsync(_space)).Where(one => !Reading.Contains(one.Split(' ')[0]))
        );
        Assert.Equal(
            ["get coordination.k8s.io/leases", "patch /events", "update coordination.k8s.io/leases"],
            (await Rights.AllowedAsync(_space, "primacy")).Where(one =>
                one.Split(' ')[0] is "get" or "update" or "patch"
            )
        );
        using var connection = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = await KubeconfigOfAccountAsync() }
        );
        var store = new LeaseStore(connection, "primacy", _space, TimeSpan.FromSeconds(5));
        var elector = new Elector(
            store,
            new Candidacy("primacy-0", TimeSpan.FromSeconds(15)),
            new LedgerBook(),
            TimeProvider.System,
            NullLogger<Elector>.Instance
        );
        using var stop = new CancellationTokenSource();
        var running = elector.RunAsync(stop.Token);
        await Eventually.Holds(() => elector.MayAct, "it leads with the chart's own rights");
        await stop.CancelAsync();
        await running;
        await elector.ReleaseAsync(Cancellation);
        Assert.Equal("", (await store.ReadAsync(Cancellation))?.Holder);
    }

    [Theory]
    [InlineData("{}", true, false)]
    [InlineData("{ events: { enabled: false }, repair: { enabled: true } }", false, true)]
    public async Task With_the_rights_of_the_chart_pods_are_marked_and_deleted_as_the_values_say(
        string values,
        bool isMarked,
        bool isDeleted
    )
    {
        await StartAsync();
        await InstallAsync(values);
        await Rights.GrantedAsync([.. isMarked ? EventWriting : [], .. isDeleted ? (string[])["delete /pods"] : []]);
        await _plane.CreateAsync(_space, Manifest.Pod("db-0", "app=db", "10.0.0.1"));
        using var connection = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = await KubeconfigOfAccountAsync() }
        );
        var pod = new PodName(_space, "db-0");
        using var notifier = new EventOptions((_, _) => pod, () => connection).Open(
            new NotifierContext(EventOptions.ReceiverName, null, TimeProvider.System)
        );
        var told = await notifier.DeliverAsync(PodEventTests.DeliveryOf(Stories.Fired(Stories.Firing("c"))));
        var api = new PodApi(connection, pod);
        var uid = (await api.FindAsync(Cancellation))!.Metadata.Uid;

        Assert.IsType(isMarked ? typeof(DeliveryOutcome.Taken) : typeof(DeliveryOutcome.Refused), told);
        Assert.Equal(isDeleted, await api.MayDeleteAsync(Cancellation));
        Assert.Equal(isDeleted, await api.DeleteAsync(uid, Cancellation) is null);
    }

    async Task StartAsync()
    {
        Helm.Need();
        _plane = await kube.StartedAsync();
        _space = await kube.NamespaceAsync();
    }

    Task<string> InstallAsync(string values) =>
        HelmAsync(values, "upgrade", "--install", "primacy", Helm.Chart, "--values", "-");

    Task<string> HelmAsync(string values, params string[] arguments) => RunAsync("helm", values, arguments);

    Task<string> KubectlAsync(string input, params string[] arguments) => RunAsync("kubectl", input, arguments);

    async Task<string> RunAsync(string program, string input, string[] arguments)
    {
        var around = new Dictionary<string, string?>
        {
            ["HOME"] = _directory.Path,
            ["KUBECACHEDIR"] = _directory["cache"],
            ["KUBECONFIG"] = _plane.Kubeconfig,
        };
        var result = await Helm.RunAsync(program, around, input, [.. arguments, "--namespace", _space]);
        Assert.True(result.IsSuccess, result.StandardError);
        return result.StandardOutput;
    }

    /// <summary>A kubeconfig with a token of the chart's service account.</summary>
    async Task<string> KubeconfigOfAccountAsync()
    {
        var token = await _plane.Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [] } },
            "primacy",
            _space,
            cancellationToken: Cancellation
        );
        var file = _directory["kubeconfig"];
        var text = await File.ReadAllTextAsync(_plane.Kubeconfig + ".token", Cancellation);
        await File.WriteAllTextAsync(file, Token().Replace(text, $"token: {token.Status.Token}"), Cancellation);
        return file;
    }

    static string Kind(string name) => name.Split('/')[0];

    [GeneratedRegex("token: [0-9a-f]+")]
    private static partial Regex Token();
}
