using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Primacy.Lab;
using Primacy.Tests.Claims;
using Primacy.Tests.Hosting;
using Primacy.Tests.Kubernetes.Shapes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>The whole service on a found cluster as bitnami's chart makes it, with a real pgpool before it.</summary>
public sealed class FoundBitnamiTests(PgpoolFixture fixture, ControlPlaneFixture kube) : IClassFixture<PgpoolFixture>
{
    const string Chart = "app.kubernetes.io/name=postgresql-ha,app.kubernetes.io/instance=story";
    const string Component = "app.kubernetes.io/component";

    /// <summary>As repmgr 5 makes it; the stage of the other tests has a real repmgr, and its own servers.</summary>
    const string Nodes =
        "CREATE SCHEMA repmgr; CREATE TABLE repmgr.nodes (node_id int, node_name text, type text, active bool, "
        + "conninfo text); INSERT INTO repmgr.nodes VALUES (1000, 'story-pg-0', 'primary', true, 'host=story-pg-0.pg'); "
        + $"GRANT USAGE ON SCHEMA repmgr TO {LabCluster.MonitorRole}; "
        + $"GRANT SELECT ON repmgr.nodes TO {LabCluster.MonitorRole}";

    [Fact]
    public async Task The_word_of_repmgr_and_of_pgpool_is_shown()
    {
        Claims.Peers.SkipIfMissing(Peers.PeerKind.Pgpool);
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        await CreateAsync(plane, space);
        var cancellation = TestContext.Current.CancellationToken;
        await RegisterAsync(cancellation);
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            kubernetes:
              kubeconfig: {{plane.Kubeconfig}}
              namespaces: [{{space}}]
              presets: bitnami
              user: {{LabCluster.MonitorRole}}
              secret: { name: "{cluster}-primacy" }
            """,
            cancellation
        );

        using var watcher = WatchProcess.Start(null, "--config", directory["primacy.yaml"]);
        await watcher.ReadyAsync();
        var shown = "";
        await watcher.HoldsAsync(
            async () =>
            {
                shown = await watcher.GetAsync($"/api/v1/clusters/{space}.story/explanation") ?? "";
                return shown.Contains($"pgpool (127.0.0.1:{fixture.Pgpool.Port})", StringComparison.Ordinal)
                    && shown.Contains("repmgr (story-pg-0)", StringComparison.Ordinal);
            },
            "both managers are shown"
        );
        Assert.DoesNotContain(fixture.Lab.Password, shown + watcher.Errors, StringComparison.Ordinal);
    }

    async Task RegisterAsync(CancellationToken cancellation)
    {
        await fixture.Lab.ExecuteAsync(1, "CREATE DATABASE repmgr", cancellation);
        var (lab, primary) = (fixture.Lab, fixture.Lab.Instances[0]);
        await using var connection = new NpgsqlConnection(
            $"Host={primary.Host};Port={primary.Port};Username=postgres;Password={lab.Password};Database=repmgr;"
                + "Pooling=false"
        );
        await connection.OpenAsync(cancellation);
        await using var statements = new NpgsqlCommand(Nodes, connection);
        await statements.ExecuteNonQueryAsync(cancellation);
    }

    async Task CreateAsync(ControlPlane plane, string space)
    {
        foreach (var (number, instance) in fixture.Lab.Instances.Index())
            await CreateAsync(plane, space, $"story-pg-{number}", "postgresql,role=data", instance.Port);
        await CreateAsync(plane, space, "story-pgpool-8d", "pgpool", fixture.Pgpool.Port);
        await plane.CreateAsync(
            space,
            new JsonObject
            {
                ["kind"] = "Secret",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["name"] = "story-primacy" },
                ["data"] = new JsonObject
                {
                    ["password"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(fixture.Lab.Password)),
                },
            }
        );
    }

    static Task CreateAsync(ControlPlane plane, string space, string pod, string component, int port) =>
        plane.CreateAsync(
            space,
            Manifest.Pod(
                pod,
                $"{Chart},{Component}={component}",
                "127.0.0.1",
                ports: string.Create(CultureInfo.InvariantCulture, $"postgresql={port}")
            )
        );
}
