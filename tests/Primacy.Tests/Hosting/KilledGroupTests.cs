using System.Text.Json;
using Primacy.Peers;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>The real executable is killed while a message for several incidents is on its way.</summary>
public sealed class KilledGroupTests
{
    static readonly string[] Clusters = ["a", "b", "c", "d", "e"];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_nobody_has_taken_is_told_by_the_next_process_with_all_that_it_stood_for()
    {
        await using var receiver = await RecordingReceiver.Start();
        var release = new TaskCompletionSource();
        receiver.Answer = async _ =>
        {
            await release.Task;
            return 503;
        };
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["primacy.yaml"], Configuration(receiver), Cancellation);
        using (var watcher = WatchProcess.Start("unused", "--config", directory["primacy.yaml"]))
        {
            await Eventually.Holds(() => receiver.Bodies.Count > 0, "a message is on its way");
            watcher.Kill();
        }
        release.SetResult();
        receiver.Answer = _ => Task.FromResult(200);
        var before = receiver.Bodies.Count;

        using (var watcher = WatchProcess.Start("unused", "--config", directory["primacy.yaml"]))
        {
            await Eventually.Holds(
                () => Clusters.All(receiver.Bodies.Skip(before).SelectMany(Told).Contains),
                "each is told"
            );
            await watcher.HoldsAsync(async () => (await StatesAsync(watcher)).All(IsDelivered), "each is on record");
            Assert.True((await StatesAsync(watcher)).Count >= Clusters.Length);
        }
        Assert.Contains(receiver.Bodies, body => Told(body).Length > 1);
    }

    static bool IsDelivered(string state) => state == "delivered";

    static async Task<IReadOnlyList<string>> StatesAsync(WatchProcess watcher)
    {
        if (await watcher.GetAsync("/api/v1/deliveries") is not { } text)
            return ["unknown"];
        using var deliveries = JsonDocument.Parse(text);
        return [.. deliveries.RootElement.EnumerateArray().Select(one => one.GetProperty("state").GetString()!)];
    }

    static string[] Told(string body)
    {
        using var json = JsonDocument.Parse(body);
        return
        [
            .. json
                .RootElement.GetProperty("alerts")
                .EnumerateArray()
                .Select(alert => alert.GetProperty("labels").GetProperty("cluster").GetString()!),
        ];
    }

    /// <summary>Five clusters, none of whose servers is there.</summary>
    static string Configuration(RecordingReceiver receiver) =>
        $$"""
            listen: 127.0.0.1:0
            state: state
            receivers:
              - { name: chat, webhook: { url: "{{receiver.Url}}", timeout: 1m }, group: { wait: 1s } }
            defaults: { for: 0s }
            clusters:
            {{string.Join(
                '\n',
                Clusters.Select(name => $"  - {{ name: {name}, instances: [\"127.0.0.1:{FreePort.Take()}\"] }}")
            )}}
            """;
}
