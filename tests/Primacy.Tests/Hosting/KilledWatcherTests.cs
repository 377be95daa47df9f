using System.Text.Json;
using Primacy.Incidents;
using Primacy.Storage;
using Primacy.Tests.Notifications;
using Xunit;

namespace Primacy.Tests.Hosting;

/// <summary>kill -9 of the watcher, on real servers that are really split, with a real receiver.</summary>
public sealed class KilledWatcherTests(ServiceLab fixture) : IClassFixture<ServiceLab>
{
    static int Rounds => PostgresVersions.AreAllWanted ? 10 : 3;

    [Fact]
    public async Task An_incident_goes_on_under_its_key_whenever_the_watcher_is_killed()
    {
        await using var receiver = await RecordingReceiver.Start();
        using var state = new TemporaryDirectory();
        var chance = new Random(20_261_122);
        for (var round = 0; round < Rounds; round++)
        {
            // What earlier rounds had told may be told again: the kill may have come before that was noted.
            var earlier = Keys(receiver, 0);
            var killAfter = TimeSpan.FromMilliseconds(chance.Next(700));
            using (var watcher = Watch(state, receiver))
            {
                await watcher.ReadyAsync();
                await fixture.Lab.PromoteAsync(2, TestContext.Current.CancellationToken);
                // The one wait for a time: what is tested is a kill at any moment, and this chooses the moment.
                await Task.Delay(killAfter, TimeProvider.System, TestContext.Current.CancellationToken);
                watcher.Kill();
            }
            using (var watcher = Watch(state, receiver))
            {
                await Eventually.Holds(() => Keys(receiver, 0).Length > earlier.Length, "the split is told");
                watcher.Kill();
            }
            var key = Assert.Single(Keys(receiver, 0).Except(earlier));
            // What was seen when it was told can be explained though nobody is left who saw it. A look after that may
            // be the next watcher's first one, which tells what the first one saw before it has reached all servers.
            using (var journal = JournalReader.Open(JournalOf(state)))
            {
                var fired = Assert.NotNull(IncidentRows.Find(journal, key)?.FiredAt);
                var known = LookRows.At(journal, "orders", fired).View;
                Assert.Equal((fired, 2), (known!.At, known.Primaries.Count));
            }
            using (var watcher = Watch(state, receiver))
            {
                await watcher.ReadyAsync();
                await fixture.Lab.RejoinAsync(2, 1, TestContext.Current.CancellationToken);
                await watcher.HoldsAsync(
                    () => Task.FromResult(receiver.Told.Contains($"{key} resolved")),
                    "its end is told"
                );
            }
            Assert.Contains($"{key} firing", receiver.Told);
            Assert.Equal(earlier.Length + 1, Keys(receiver, 0).Length);
        }
    }

    [Fact]
    public async Task A_firing_that_was_journaled_and_not_delivered_is_delivered_by_the_next_watcher()
    {
        await using var receiver = await RecordingReceiver.Start();
        using var state = new TemporaryDirectory();
        receiver.Answer = _ => Task.FromResult(503);
        using (var watcher = Watch(state, receiver))
        {
            await watcher.ReadyAsync();
            await fixture.Lab.PromoteAsync(2, TestContext.Current.CancellationToken);
            await Eventually.Holds(() => receiver.Told.Count > 0, "a delivery was tried");
            watcher.Kill();
        }
        // Mostly one; more where it learned of the split what is news before it was killed.
        var waiting = Waiting(state);
        Assert.Equal(IncidentEventKind.Fired, waiting[0]);
        Assert.All(waiting.Skip(1), kind => Assert.Equal(IncidentEventKind.Changed, kind));
        await fixture.Lab.RejoinAsync(2, 1, TestContext.Current.CancellationToken);
        var tried = receiver.Told.Count;
        receiver.Answer = _ => Task.FromResult(200);
        using (var watcher = Watch(state, receiver))
            await Eventually.Holds(() => Statuses(receiver, tried).Contains("resolved"), "the end is told");

        Assert.Equal([.. waiting.Select(_ => "firing"), "resolved"], Statuses(receiver, tried));
        Assert.Single(Keys(receiver, 0));
    }

    [Fact]
    public async Task What_is_told_names_both_primaries_the_fork_and_the_one_to_keep()
    {
        await using var receiver = await RecordingReceiver.Start();
        using var state = new TemporaryDirectory();
        using var watcher = Watch(state, receiver);
        await watcher.ReadyAsync();
        await fixture.Lab.PromoteAsync(3, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => receiver.Bodies.Count > 0, "the split is told");
        await fixture.Lab.RejoinAsync(3, 1, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Statuses(receiver, 0).Contains("resolved"), "its end is told");

        using var message = JsonDocument.Parse(receiver.Bodies[0]);
        var alert = message.RootElement.GetProperty("alerts")[0];
        var labels = alert.GetProperty("labels");
        Assert.Equal("MultiplePrimaries", labels.GetProperty("alertname").GetString());
        Assert.Equal("orders", labels.GetProperty("cluster").GetString());
        Assert.Equal("critical", labels.GetProperty("severity").GetString());
        var description = alert.GetProperty("annotations").GetProperty("description").GetString();
        var (one, three) = (Name(1), Name(3));
        // That it left that very primary is known only if it was in sight shortly before and after it was promoted.
        string[] forks = [$"{three} forked from {one} at ", $"{one} and {three} parted at "];
        Assert.True(forks.Any(words => description!.Contains(words, StringComparison.Ordinal)), description);
        Assert.Contains($"Keep {one}: 2 of 3 declared members stand behind it.", description, StringComparison.Ordinal);
        Assert.Contains($"{one} is a primary on timeline ", description, StringComparison.Ordinal);
    }

    WatchProcess Watch(TemporaryDirectory state, RecordingReceiver receiver) =>
        WatchProcess.Start(
            fixture.Lab.Password,
            fixture.Lab.Conninfo(),
            "--name",
            "orders",
            "--state",
            state.Path,
            "--listen",
            "127.0.0.1:0",
            "--webhook",
            receiver.Url.ToString()
        );

    string Name(int number) => $"127.0.0.1:{fixture.Lab.Instances[number - 1].Port}";

    static string JournalOf(TemporaryDirectory state) => Path.Combine(state.Path, "primacy.db");

    /// <summary>What was journaled and not delivered, in the order in which it happened.</summary>
    static IncidentEventKind[] Waiting(TemporaryDirectory state)
    {
        using var journal = JournalReader.Open(JournalOf(state));
        var newest = DeliveryRows.Newest(journal, incident: null, limit: 100);
        return [.. newest.Where(one => one.IsDelivered is null).OrderBy(one => one.Id).Select(one => one.Kind)];
    }

    static string[] Keys(RecordingReceiver receiver, int since) =>
        [.. receiver.Told.Skip(since).Select(words => words.Split(' ')[0]).Distinct()];

    static string[] Statuses(RecordingReceiver receiver, int since) =>
        [.. receiver.Told.Skip(since).Select(words => words.Split(' ')[1])];
}
