using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Primacy.Kubernetes.Objects;
using Primacy.Tests.Hosting;
using Primacy.Tests.Kubernetes.Shapes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>The whole service: real servers behind pods of a real API server.</summary>
public sealed class FoundServiceTests(ServiceLab fixture, ControlPlaneFixture kube) : IClassFixture<ServiceLab>
{
    [Fact]
    public async Task A_cluster_is_found_watched_compared_with_its_labels_and_remembered()
    {
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        using var directory = new TemporaryDirectory();
        await CreateAsync(plane, space);
        var file = await ConfigureAsync(plane, space, directory);
        var path = $"/api/v1/clusters/{space}.orders";

        using (var watcher = WatchProcess.Start(null, "--config", file))
        {
            await watcher.ReadyAsync();
            await watcher.HoldsAsync(() => SaysAsync(watcher, path, "\"healthy\""), "the found cluster is healthy");
            await plane.LabelAsync(space, "orders-1", "role", "primary");
            await plane.LabelAsync(space, "orders-0", "role", "replica");
            await watcher.HoldsAsync(
                () => SaysAsync(watcher, path, "Kubernetes (labels of the pods) calls orders-0, which is a primary"),
                "the labels are wrong"
            );
            await plane.DeleteAsync(space, ObjectKind.Pod, "orders-2");
            watcher.Signal(PosixSignal.SIGTERM);
            Assert.Equal(0, await watcher.ExitAsync());
            Assert.DoesNotContain(fixture.Lab.Password, watcher.Errors, StringComparison.Ordinal);
        }

        using var again = WatchProcess.Start(null, "--config", file);
        await again.ReadyAsync();
        await again.HoldsAsync(() => SaysAsync(again, path, "\"orders-2\""), "who vanished is expected still");
    }

    static async Task<bool> SaysAsync(WatchProcess watcher, string path, string words) =>
        (await watcher.GetAsync(path))?.Contains(words, StringComparison.Ordinal) is true;

    async Task CreateAsync(ControlPlane plane, string space)
    {
        var lab = fixture.Lab;
        for (var i = 0; i < lab.Instances.Count; i++)
        {
            var port = lab.Instances[i].Port.ToString(CultureInfo.InvariantCulture);
            var role = i == 0 ? "primary" : "replica";
            await plane.CreateAsync(
                space,
                Manifest.Pod($"orders-{i}", $"app=db,db/name=orders,db/port={port},role={role}", "127.0.0.1")
            );
        }
        await plane.CreateAsync(
            space,
            new JsonObject
            {
                ["kind"] = "Secret",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["name"] = "orders-primacy" },
                ["data"] = new JsonObject
                {
                    ["password"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(lab.Password)),
                },
            }
        );
    }

    static async Task<string> ConfigureAsync(ControlPlane plane, string space, TemporaryDirectory directory)
    {
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            kubernetes:
              kubeconfig: {{plane.Kubeconfig}}
              namespaces: [{{space}}]
              presets: none
              user: postgres
              secret: { name: "{cluster}-primacy" }
              selectors:
                - { name: own, pods: app=db, cluster: db/name, port: db/port, role: role }
            """,
            TestContext.Current.CancellationToken
        );
        return directory["primacy.yaml"];
    }
}
