using k8s;
using Primacy.Kubernetes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

public sealed class KubernetesConnectionTests(ControlPlaneFixture kube)
{
    [Fact]
    public async Task A_kubeconfig_leads_to_the_API_server()
    {
        var plane = await kube.StartedAsync();
        using var connection = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = plane.Kubeconfig });

        var namespaces = await connection.Client.CoreV1.ListNamespaceAsync(
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.Contains(namespaces.Items, found => found.Metadata.Name == "default");
        Assert.Equal("default", connection.Namespace);
    }

    [Fact]
    public async Task A_raw_request_carries_the_credentials()
    {
        var plane = await kube.StartedAsync();
        using var connection = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = plane.Kubeconfig + ".token" }
        );

        using var answer = await connection.GetAsync("/api/v1/secrets", TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
    }

    [Fact]
    public void A_kubeconfig_that_is_not_there_is_named()
    {
        var fault = Assert.Throws<KubernetesAccessException>(() =>
            KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = "/nowhere/kubeconfig" })
        );

        Assert.Contains("/nowhere/kubeconfig", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kubeconfig_without_the_context_is_told_so()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(
            directory["kubeconfig"],
            """
            apiVersion: v1
            kind: Config
            current-context: here
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            contexts: [{name: here, context: {cluster: c, user: u}}]
            users: [{name: u, user: {token: t}}]
            """
        );

        var fault = Assert.Throws<KubernetesAccessException>(() =>
            KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = directory["kubeconfig"], Context = "there" })
        );

        Assert.Contains("there", fault.Message, StringComparison.Ordinal);
    }
}
