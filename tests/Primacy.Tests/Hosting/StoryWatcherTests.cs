using System.Globalization;
using System.Text.Json;
using Primacy.Tests.Notifications;
using Primacy.Tests.Web;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>The story of a real split, at a real watcher that is killed in the middle of it.</summary>
public sealed class StoryWatcherTests(ServiceLab fixture) : IClassFixture<ServiceLab>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_story_of_a_split_is_complete_after_healing_and_kill_9_in_the_middle_loses_nothing()
    {
        await using var receiver = await RecordingReceiver.Start();
        using var directory = new TemporaryDirectory();
        await fixture.ConfigureAsync(directory, receiver);
        var key = "";
        IReadOnlyList<string> before = [];
        using (var watcher = WatchProcess.Start(fixture.Lab.Password, "--config", directory["primacy.yaml"]))
        {
            await watcher.ReadyAsync();
            await watcher.HoldsAsync(
                async () => (await watcher.GetAsync("/api/v1/clusters/orders"))?.Contains("\"healthy\"") is true,
                "the cluster is healthy"
            );
            await fixture.Lab.ExecuteAsync(1, "CREATE TABLE written (at int)", Cancellation);
            await fixture.CaughtUpAsync(2);
            await fixture.Lab.PromoteAsync(2, Cancellation);
            await fixture.Lab.ExecuteAsync(1, "INSERT INTO written VALUES (1)", Cancellation);
            await fixture.Lab.ExecuteAsync(2, "INSERT INTO written VALUES (2)", Cancellation);
            await watcher.HoldsAsync(
                async () => (key = await KeyAsync(watcher) ?? "").Length > 0,
                "the split is an incident"
            );
            await watcher.HoldsAsync(
                async () => (before = await MomentsAsync(watcher, key)).Any(one => one.Contains("The fork is proven")),
                "the fork is part of the story"
            );
            before = [.. before.Where(one => !one.StartsWith("told", StringComparison.Ordinal))];
            watcher.Kill();
        }

        using (var watcher = WatchProcess.Start(fixture.Lab.Password, "--config", directory["primacy.yaml"]))
        {
            await watcher.ReadyAsync();
            Assert.Equal(200, await AcknowledgeAsync(watcher, key));
            await fixture.Lab.RejoinAsync(2, 1, Cancellation);
            await Eventually.Holds(
                () => receiver.Told.Any(one => one.EndsWith(" resolved", StringComparison.Ordinal)),
                "its end"
            );
            await watcher.HoldsAsync(
                async () => (await MomentsAsync(watcher, key)).Any(one => one.Contains("was told that it is over")),
                "that its end was told is part of the story"
            );

            IReadOnlyList<string> story = [];
            await watcher.HoldsAsync(
                async () => (story = await MomentsAsync(watcher, key)).Any(IsRejoined),
                "that the second one is a standby again is part of the story"
            );
            Assert.Equal(before, story.Intersect(before));
            AssertComplete(story);
            await AssertEachIsExplainedAsync(watcher, key);
        }
    }

    static bool IsRejoined(string moment) =>
        moment.Contains(" is a standby now", StringComparison.Ordinal)
        || moment.Contains(" answers: it is a standby", StringComparison.Ordinal);

    static void AssertComplete(IReadOnlyList<string> story)
    {
        var told = string.Join('\n', story);
        // On a busy machine the promoted one may be out of sight for a look.
        Assert.Matches(
            "accepts writes now: it was promoted, on timeline 2|answers: it is a primary on timeline 2",
            told
        );
        Assert.Matches("seen The votes are counted", told);
        Assert.Matches("harm Written on each side by then", told);
        Assert.Matches("phase Firing: ", told);
        Assert.Matches("act tester acknowledged it: I rewind the second one", told);
        Assert.Contains(story, IsRejoined);
        Assert.Matches("phase Resolved", told);
        Assert.Matches("told .* was told that it fires", told);
    }

    static async Task AssertEachIsExplainedAsync(WatchProcess watcher, string key)
    {
        using var report = JsonDocument.Parse(await watcher.AnswerAsync(Report(key)));
        Assert.Empty(report.RootElement.GetProperty("gaps").EnumerateArray());
        foreach (var moment in report.RootElement.GetProperty("moments").EnumerateArray())
        {
            var at = Uri.EscapeDataString(moment.Text("at")!);
            await watcher.AnswerAsync($"/api/v1/clusters/orders/explanation?at={at}");
            await watcher.AnswerAsync($"/clusters/orders/then?at={at}");
        }
        await watcher.AnswerAsync($"/incidents/{key}");
        Assert.Contains(
            "# orders: multiple-primaries",
            await watcher.AnswerAsync($"{Report(key)}.md"),
            StringComparison.Ordinal
        );
    }

    static string Report(string key) => $"/api/v1/incidents/{Uri.EscapeDataString(key)}/report";

    static async Task<string?> KeyAsync(WatchProcess watcher)
    {
        using var incidents = JsonDocument.Parse((await watcher.GetAsync("/api/v1/incidents?state=firing")) ?? "[]");
        return incidents
            .RootElement.EnumerateArray()
            .Where(one => one.Text("verdict") == "multiple-primaries")
            .Select(one => one.Text("key"))
            .FirstOrDefault();
    }

    /// <summary>Every moment in a line.</summary>
    static async Task<IReadOnlyList<string>> MomentsAsync(WatchProcess watcher, string key)
    {
        if (await watcher.GetAsync(Report(key)) is not { } text)
            return [];
        using var report = JsonDocument.Parse(text);
        return
        [
            .. report
                .RootElement.GetProperty("moments")
                .EnumerateArray()
                .Select(one => $"{one.Text("kind")} {one.Text("text")} {one.Text("at")}"),
        ];
    }

    static async Task<int> AcknowledgeAsync(WatchProcess watcher, string key)
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(1).ToString("O", CultureInfo.InvariantCulture);
        return await watcher.PutAsync(
            $"/api/v1/incidents/{Uri.EscapeDataString(key)}/acknowledgement",
            ActClient.Json($$"""{"until":"{{until}}","why":"I rewind the second one"}""")
        );
    }
}
