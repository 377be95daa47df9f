using System.Text.Json;
using Primacy.Tests.Cli;
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
    public async Task An_old_primary_that_comes_back_alone_is_told_by_its_pods_name_and_ended_by_an_approved_plan()
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
            () => $"the receiver is told of {string.Join(" and ", primaries)}, not {string.Join('\n', receiver.Told)}"
        );

        var broken = await lab.PodAsync(former, Cancellation);
        var kept = primaries.Single(pod => pod != former);
        await lab.QueryAsync<object>(former, "CREATE TABLE lost AS SELECT 42 AS answer", Cancellation);
        var plan = await ExecuteAsync(watcher, directory, former, kept);

        Assert.Equal(kept, await fixture.OnePrimaryAsync());
        Assert.NotEqual(broken!.Metadata.Uid, (await lab.PodAsync(former, Cancellation))!.Metadata.Uid);
        Assert.Null(await lab.QueryAsync<string>(former, "SELECT to_regclass('lost')::text", Cancellation));
        Assert.NotEmpty(Directory.EnumerateFiles(directory["state/branches"], "*", SearchOption.AllDirectories));
        Assert.Contains(
            $"The pod shop/{former} with UID {broken.Metadata.Uid} is gone",
            plan,
            StringComparison.Ordinal
        );
        await fixture.HoldsAsync(
            () => Task.FromResult(receiver.Told.Any(told => Is(told, "resolved"))),
            "the receiver is told of its end"
        );
        Assert.DoesNotContain(lab.Release.Password, watcher.Errors, StringComparison.Ordinal);
    }

    /// <summary>Has the plan carried out that is shown; what was counted may change before it is approved.</summary>
    async Task<string> ExecuteAsync(WatchProcess watcher, TemporaryDirectory directory, string stop, string keep)
    {
        string[] call = ["plan", "shop.orders", "--token-file", directory["token"], "--server", $"{watcher.Address}"];
        var run = new Run(1, "", "");
        await fixture.HoldsAsync(
            async () =>
            {
                run = await Run.Of([.. call, "--output", "json"]);
                if (run.Exit != 0)
                    return false;
                var hash = HashOf(run.Out, stop, keep);
                run = await Run.Of([.. call, "--execute", hash, "--reason", "it came back alone"]);
                return !run.Error.Contains("not the plan of now", StringComparison.Ordinal);
            },
            () => $"there is a plan, not {run.Out}{run.Error}"
        );
        Assert.True(run.Exit == 0, run.Out + run.Error);
        return run.Out;
    }

    static string HashOf(string shown, string stop, string keep)
    {
        using var report = JsonDocument.Parse(shown);
        var plan = report.RootElement.GetProperty("plan");
        Assert.Equal(stop, plan.GetProperty("stop").GetString());
        Assert.Equal(keep, plan.GetProperty("keep").GetString());
        return report.RootElement.GetProperty("hash").GetString()!;
    }

    static bool Is(string told, string status) =>
        told.Contains("multiple-primaries", StringComparison.Ordinal)
        && told.EndsWith($" {status}", StringComparison.Ordinal);

    static async Task<bool> SaysAsync(WatchProcess watcher, string words) =>
        (await watcher.GetAsync(Cluster))?.Contains(words, StringComparison.Ordinal) is true;

    static async Task WriteAsync(TemporaryDirectory directory, RecordingReceiver receiver, string kubeconfig)
    {
        await File.WriteAllTextAsync(directory["token"], WatchProcess.Token, Cancellation);
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            notify: [{ webhook: "{{receiver.Url}}" }]
            web: { tokens: [{ name: tester, file: token }] }
            kubernetes:
              kubeconfig: {{kubeconfig}}
              secret: preset
              repair: propose
            """,
            Cancellation
        );
    }
}
