using System.Globalization;
using Primacy.Lab;
using Primacy.Tests.Deploying;
using Primacy.Tests.Hosting;
using Primacy.Tests.Kubernetes.Shapes;
using Xunit;

namespace Primacy.Tests.Kubernetes;

/// <summary>The whole service, a real split, and what kubectl describe then says of the pods.</summary>
public sealed class DescribedPodTests(ControlPlaneFixture kube)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kubectl_describe_tells_of_a_second_primary_on_both_pods()
    {
        Helm.Need();
        var (plane, space) = (await kube.StartedAsync(), await kube.NamespaceAsync());
        using var directory = new TemporaryDirectory();
        await using var lab = await LabCluster.StartAsync(
            new LabOptions { Name = $"events-{Guid.NewGuid().ToString("N")[..12]}", Instances = 2 },
            null,
            Cancellation
        );
        foreach (var instance in lab.Instances)
        {
            var port = instance.Port.ToString(CultureInfo.InvariantCulture);
            var pod = Manifest.Pod($"orders-{instance.Number}", $"app=db,db/name=orders,db/port={port}", instance.Host);
            await plane.CreateAsync(space, pod);
        }
        using var watcher = WatchProcess.Start(null, "--config", await ConfigureAsync(plane, space, lab, directory));
        await watcher.ReadyAsync();
        await watcher.HoldsAsync(
            async () =>
                (await watcher.GetAsync($"/api/v1/clusters/{space}.orders"))?.Contains(
                    "\"healthy\"",
                    StringComparison.Ordinal
                )
                    is true,
            "the found cluster is healthy"
        );

        await lab.PromoteAsync(2, Cancellation);

        foreach (var instance in lab.Instances)
            await watcher.HoldsAsync(
                async () =>
                {
                    var said = await DescribeAsync(plane, space, directory, $"orders-{instance.Number}");
                    return said.Contains("MultiplePrimaries", StringComparison.Ordinal)
                        && said.Contains("second primary: orders-", StringComparison.Ordinal);
                },
                $"orders-{instance.Number} is described as one of two primaries"
            );
    }

    static async Task<string> DescribeAsync(ControlPlane plane, string space, TemporaryDirectory home, string pod)
    {
        var around = new Dictionary<string, string?>
        {
            ["HOME"] = home.Path,
            ["KUBECACHEDIR"] = home["cache"],
            ["KUBECONFIG"] = plane.Kubeconfig,
        };
        var result = await Helm.RunAsync("kubectl", around, "", "describe", "pod", pod, "--namespace", space);
        Assert.True(result.IsSuccess, result.StandardError);
        return result.StandardOutput;
    }

    static async Task<string> ConfigureAsync(
        ControlPlane plane,
        string space,
        LabCluster lab,
        TemporaryDirectory directory
    )
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
              user: {{LabCluster.MonitorRole}}
              password: {{lab.Password}}
              selectors:
                - { name: own, pods: app=db, cluster: db/name, port: db/port }
            """,
            Cancellation
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory["primacy.yaml"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return directory["primacy.yaml"];
    }
}
