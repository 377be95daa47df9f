using System.Runtime.Versioning;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Leadership;
using Xunit;

namespace Primacy.Tests.Kubernetes.Leadership;

/// <summary>What comes of a request for the Lease that never gets as far as an API server.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LeaseStoreTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_plugin_that_has_no_token_any_more_is_an_outage_and_no_end_of_the_watcher()
    {
        using var connection = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = WithPlugin() });
        var store = new LeaseStore(connection, "primacy", "shop", TimeSpan.FromSeconds(30));

        var fault = await Assert.ThrowsAsync<LeaseException>(() =>
            store.ReadAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>It hands out one token, which is over at once, and fails from then on.</summary>
    string WithPlugin()
    {
        var plugin = _directory["plugin"];
        var asked = _directory["asked"];
        const string token = """
            {
              "apiVersion": "client.authentication.k8s.io/v1",
              "kind": "ExecCredential",
              "status": { "token": "t0ken", "expirationTimestamp": "2020-01-01T00:00:00Z" }
            }
            """;
        File.WriteAllText(plugin, $"#!/bin/sh\n[ -e {asked} ] && exit 1\ntouch {asked}\necho '{token}'\n");
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = _directory["kubeconfig"];
        File.WriteAllText(
            file,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: here
            contexts: [{ name: here, context: { cluster: here, user: anna } }]
            clusters: [{ name: here, cluster: { server: "https://127.0.0.1:1" } }]
            users:
            - name: anna
              user:
                exec: { apiVersion: client.authentication.k8s.io/v1, command: {{plugin}}, interactiveMode: Never }
            """
        );
        return file;
    }
}
