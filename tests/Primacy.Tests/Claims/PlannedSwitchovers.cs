using System.Text.Json;
using Primacy.Peers;
using Primacy.Tests.Hosting;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>Switchovers under the service as people run it; bench/switchovers does more of them.</summary>
static class PlannedSwitchovers
{
    const int Rounds = 2;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task PageNobodyAsync(IManagedCluster cluster)
    {
        using var directory = new TemporaryDirectory();
        await using var receiver = await RecordingReceiver.Start();
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: {{directory["state"]}}
            notify: [{ webhook: "{{receiver.Url}}" }]
            clusters:
              - { name: heads, connection: "{{cluster.Conninfo}}", managers: {{ManagedClusters.Yaml(cluster)}} }

            """,
            Cancellation
        );
        using var watcher = WatchProcess.Start(cluster.Password, "--config", directory["primacy.yaml"]);
        await HealthyAsync(watcher);
        for (var round = 1; round <= Rounds; round++)
        {
            var to = (await cluster.PrimaryAsync(Cancellation) % ManagedClusters.Members) + 1;
            await cluster.SwitchOverAsync(to, Cancellation);
            await HealthyAsync(watcher);
        }
        Assert.Empty(receiver.Told);
    }

    /// <summary>Waits for a look that ended after now and found all well.</summary>
    static async Task HealthyAsync(WatchProcess watcher)
    {
        var now = TimeProvider.System.GetUtcNow();
        await watcher.HoldsAsync(
            async () =>
            {
                if (await watcher.GetAsync("/api/v1/clusters/heads") is not { } answer)
                    return false;
                using var report = JsonDocument.Parse(answer);
                return report.RootElement.GetProperty("at").GetDateTimeOffset() > now
                    && report.RootElement.GetProperty("verdict").GetString() == "healthy";
            },
            "the cluster is healthy"
        );
    }
}
