using System.Globalization;
using System.Text.Json;
using Primacy.Tests.Notifications;
using Primacy.Tests.Web;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>A real split that is silenced at the real watcher, which is killed meanwhile.</summary>
public sealed class SilencedWatcherTests(ServiceLab fixture) : IClassFixture<ServiceLab>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silence_outlives_kill_9_mutes_nothing_but_the_telling_and_what_still_fires_is_told_after_it()
    {
        await using var receiver = await RecordingReceiver.Start();
        using var directory = new TemporaryDirectory();
        await fixture.ConfigureAsync(directory, receiver);
        string id;
        using (var watcher = WatchProcess.Start(fixture.Lab.Password, "--config", directory["primacy.yaml"]))
        {
            await watcher.ReadyAsync();
            id = await SilenceAsync(watcher);
            await fixture.Lab.PromoteAsync(2, Cancellation);
            await watcher.HoldsAsync(async () => await IsFiringAsync(watcher), "the split is seen to fire");
            watcher.Kill();
        }
        Assert.Empty(receiver.Told);

        using (var watcher = WatchProcess.Start(fixture.Lab.Password, "--config", directory["primacy.yaml"]))
        {
            await watcher.ReadyAsync();
            await watcher.HoldsAsync(async () => await IsFiringAsync(watcher), "it fires on, and is silenced on");
            await watcher.HoldsAsync(async () => await IsMeasuredAsync(watcher), "metrics show what is silenced");
            Assert.Empty(receiver.Told);
            Assert.Equal(200, await watcher.DeleteAsync($"/api/v1/silences/{id}?why=done"));
            await Eventually.Holds(() => receiver.Told.Count > 0, "what still fires is told");

            await fixture.Lab.RejoinAsync(2, 1, Cancellation);
            await Eventually.Holds(() => receiver.Told[^1].EndsWith(" resolved", StringComparison.Ordinal), "its end");
            Assert.Single(receiver.Told.Select(words => words.Split(' ')[0]).Distinct());
            using var audit = JsonDocument.Parse(await watcher.AnswerAsync("/api/v1/audit"));
            Assert.Equal(
                ["silence.expire", "silence.add"],
                audit.RootElement.EnumerateArray().Select(entry => entry.Text("act"))
            );
            Assert.Contains(
                "tester (token, from 127.0.0.1) did silence.expire",
                watcher.Errors,
                StringComparison.Ordinal
            );
        }
    }

    /// <summary>Whether the split is on show as firing and as silenced.</summary>
    static async Task<bool> IsFiringAsync(WatchProcess watcher)
    {
        if (await watcher.GetAsync("/api/v1/incidents") is not { } text)
            return false;
        using var incidents = JsonDocument.Parse(text);
        return incidents
            .RootElement.EnumerateArray()
            .Any(one => one.Text("phase") == "firing" && one.GetProperty("muted").ValueKind is JsonValueKind.Object);
    }

    static async Task<bool> IsMeasuredAsync(WatchProcess watcher) =>
        (await watcher.GetAsync("/metrics"))?.Contains("primacy_cluster_primaries{cluster=\"orders\"} 2") is true;

    static async Task<string> SilenceAsync(WatchProcess watcher)
    {
        var end = TimeProvider.System.GetUtcNow().AddHours(1).ToString("O", CultureInfo.InvariantCulture);
        var body = $$"""
            {"matchers":[{"name":"cluster","value":"orders"}],"endsAt":"{{end}}","comment":"a drill"}
            """;
        Assert.Equal(200, await watcher.PostAsync("/api/v1/silences", ActClient.Json(body)));
        using var silences = JsonDocument.Parse(await watcher.AnswerAsync("/api/v1/silences"));
        return silences.RootElement[0].Text("id")!;
    }
}
