using System.Globalization;
using Primacy.Tests.Cli;
using Primacy.Tests.Notifications;
using Primacy.Tests.Probing.Wire;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>
/// Servers that complain in 10 MB of markup, escapes and marks that turn the direction of reading, watched by the real
/// executable: everything that it shows stays as small and as plain as ever, and so does its memory.
/// </summary>
public sealed class HostileServersTests
{
    /// <summary>Below this the bound of a message on the wire cuts nothing off, so that the words come in.</summary>
    const int LongWords = 900_000;

    const int HugeWords = 10_000_000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_megabytes_from_servers_change_nothing_anywhere()
    {
        var (longWords, hugeWords) = (Hostile.Of(LongWords), Hostile.Of(HugeWords));
        await using var refusing = FakeServer.Start(session => session.RefuseAsync("28000", hugeWords));
        await using var complaining = FakeServer.Start(session => ComplainAsync(session, longWords));
        await using var drowning = FakeServer.Start(session => ComplainAsync(session, hugeWords));
        await using var receiver = await RecordingReceiver.Start();
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(
            directory["primacy.yaml"],
            $$"""
            listen: 127.0.0.1:0
            state: state
            notify: [{ webhook: {{receiver.Url}} }]
            clusters:
              - name: orders
                instances: ["127.0.0.1:{{refusing.Port}}", "127.0.0.1:{{complaining.Port}}", "127.0.0.1:{{drowning.Port}}"]
                user: primacy
                for: 0s
            """,
            Cancellation
        );
        using var watcher = WatchProcess.Start("unused", "--config", directory["primacy.yaml"]);
        await watcher.ReadyAsync();
        await Eventually.Holds(() => receiver.Bodies.Count > 0, "that nobody can be seen is told");
        await watcher.HoldsAsync(
            () => Task.FromResult(refusing.Accepted > 20 && complaining.Accepted > 20 && drowning.Accepted > 20),
            "each has said it often"
        );

        foreach (var path in (string[])["/", "/clusters/orders", "/incidents"])
            AssertHarmless(await watcher.AnswerAsync(path), 100_000, path);
        foreach (var path in (string[])["/api/v1/clusters", "/api/v1/incidents", "/api/v1/clusters/orders/explanation"])
            AssertHarmless(await watcher.AnswerAsync(path), 100_000, path);
        AssertHarmless(await watcher.AnswerAsync("/metrics"), 200_000, "metrics");
        AssertHarmless(receiver.Bodies[0], 20_000, "message");
        AssertHarmless(watcher.Errors, 100_000, "log");
        foreach (var verb in (string[])["status", "top --once", "incidents", "incidents show orders", "explain orders"])
        {
            var run = await Run.Of([.. verb.Split(' '), "--url", $"{watcher.Address}"]);
            AssertHarmless(run.Out + run.Error, 20_000, verb);
        }
        Assert.Contains("script", await watcher.AnswerAsync("/clusters/orders"), StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine($"{watcher.PeakMegabytes} MB at most");
        Assert.InRange(watcher.PeakMegabytes, 1, 500);
    }

    static async Task ComplainAsync(FakeSession session, string words)
    {
        await session.ReceiveQuestionAsync();
        await session.SendErrorAsync("ERROR", "XX000", words);
    }

    static void AssertHarmless(string text, int most, string where)
    {
        Assert.True(text.Length > 0, where);
        Assert.True(text.Length <= most, string.Create(CultureInfo.InvariantCulture, $"{where}: {text.Length}"));
        Assert.False(text.Any(Hostile.IsHidden), where);
        if (text.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal))
            Assert.DoesNotContain(Hostile.Script[..20], text, StringComparison.Ordinal);
    }
}
