using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Kubernetes.Playing;

/// <summary>The story that Primacy began with, from its failure to its end, on a real API server.</summary>
public sealed class SecondPrimaryTests(KubernetesLabFixture fixture) : IClassFixture<KubernetesLabFixture>
{
    const string Cluster = "/api/v1/clusters/shop.orders";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_primary_that_comes_back_alone_is_told_by_its_pods_name_and_deleting_that_pod_ends_it()
    {
        var lab = await fixture.StartedAsync();
        await using var receiver = await RecordingReceiver.Start();
        using var directory = new TemporaryDirectory();
        await WriteAsync(directory, receiver, lab.Kubeconfig);
        using var watcher = WatchProcess.Start(null, "--config", directory["primacy.yaml"]);
        await watcher.ReadyAsync();
        await fixture.HoldsAsync(() => SaysAsync(watcher, "\"healthy\""), "the cluster is found, and healthy");

        var former = await lab.BreakAsync(Cancellation);

        var primaries = await lab.PrimariesAsync(Cancellation);
        Assert.Contains(former, primaries);
        Assert.Equal(2, primaries.Count);
        await fixture.HoldsAsync(
            () =>
                Task.FromResult(
                    receiver.Bodies.Any(body =>
                        Is(RecordingReceiver.Words(body), "firing") && primaries.All(body.Contains)
                    )
                ),
            $"the receiver is told of {string.Join(" and ", primaries)}, not {string.Join('\n', receiver.Told)}"
        );

        var broken = await lab.PodAsync(former, Cancellation);
        await lab.DeleteAsync(former, graceSeconds: null, Cancellation);
        await lab.ReadyAsync(former, broken!.Metadata.Uid, Cancellation);

        Assert.Equal(primaries.Single(pod => pod != former), await fixture.OnePrimaryAsync());
        await fixture.HoldsAsync(
            () => Task.FromResult(receiver.Told.Any(told => Is(told, "resolved"))),
            "the receiver is told of its end"
        );
        Assert.DoesNotContain(lab.Release.Password, watcher.Errors, StringComparison.Ordinal);
    }

    static bool Is(string told, string status) =>
        told.Contains("multiple-primaries", StringComparison.Ordinal)
        && told.EndsWith($" {status}", StringComparison.Ordinal);

    static async Task<bool> SaysAsync(WatchProcess watcher, string words) =>
        (await watcher.GetAsync(Cluster))?.Contains(words, StringComparison.Ordinal) is true;

    static Task WriteAsync(TemporaryDirectory directory, RecordingReceiver receiver, string kubeconfig) =>
        File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            notify: [{ webhook: "{{receiver.Url}}" }]
            kubernetes:
              kubeconfig: {{kubeconfig}}
              secret: preset
            """,
            Cancellation
        );
}
