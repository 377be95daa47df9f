using System.Text.Json;
using Primacy.Tests.Cli;
using Primacy.Tests.Kubernetes.Shapes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>The verb that shows what would be watched.</summary>
public sealed class DiscoverTests(ControlPlaneFixture kube)
{
    [Fact]
    public async Task It_shows_what_is_found_and_why_a_pod_is_not_taken()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        foreach (var manifest in AllShapes.Zalando.Manifests)
            await plane.CreateAsync(space, manifest);
        string[] call = ["discover", "--kubeconfig", plane.Kubeconfig, "--namespace", space];

        var text = await Run.Of(call);
        var json = await Run.Of([.. call, "--output", "json"]);

        Assert.Equal((0, ""), (text.Exit, text.Error));
        Assert.Contains($"zalando  {space}", text.Out, StringComparison.Ordinal);
        Assert.Contains("10.3.0.2:5432", text.Out, StringComparison.Ordinal);
        Assert.Contains("primary by labels of the pods", text.Out, StringComparison.Ordinal);
        Assert.Contains("is of the connection pooler", text.Out, StringComparison.Ordinal);
        var cluster = Assert.Single(JsonDocument.Parse(json.Out).RootElement.GetProperty("clusters").EnumerateArray());
        Assert.Equal(2, cluster.GetProperty("instances").GetArrayLength());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_time()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory["kubeconfig"],
            """
            apiVersion: v1
            kind: Config
            current-context: here
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1", insecure-skip-tls-verify: true}}]
            contexts: [{name: here, context: {cluster: c, user: u}}]
            users: [{name: u, user: {token: t}}]
            """,
            TestContext.Current.CancellationToken
        );

        var run = await Run.Of(["discover", "--kubeconfig", directory["kubeconfig"], "--timeout", "1s"]);

        Assert.Equal(1, run.Exit);
        Assert.Contains("https://127.0.0.1:1", run.Error, StringComparison.Ordinal);
    }
}
