using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Peers;
using Primacy.Storage;
using Primacy.Tests.Storage;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Notifications;

public sealed class OutboxTests : IAsyncDisposable
{
    static readonly Uri Page = new("http://127.0.0.1:9432/");

    readonly TemporaryDirectory _directory = new();
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    readonly CancellationTokenSource _stop = new();
    readonly LogLines _log = new();
    SqliteJournal _journal;
    Outbox? _outbox;
    Task _running = Task.CompletedTask;

    public OutboxTests() => _journal = SqliteJournal.Open(_directory.Path, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _outbox?.Dispose();
        _journal.Dispose();
        await _services.DisposeAsync();
        _directory.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task What_is_appended_is_told_and_settled()
    {
        await using var receiver = await RecordingReceiver.Start();
        Run(receiver.Url);
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing), Stories.Ended(Stories.Resolved(firing)));

        await Eventually.Holds(() => Waiting(receiver) == 0, "the journal's deliveries are settled");
        Assert.Equal([$"{firing.Key} firing", $"{firing.Key} resolved"], receiver.Told);
        Assert.StartsWith("primacy/", receiver.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("application/json", receiver.Headers["Content-Type"]);
    }

    [Fact]
    public async Task News_of_a_firing_incident_are_told_again_and_what_is_not_for_people_is_not()
    {
        await using var receiver = await RecordingReceiver.Start();
        Run(receiver.Url);
        var firing = Stories.Firing("orders");
        Append(
            new IncidentEvent(IncidentEventKind.Opened, Stories.Start, firing with { Phase = IncidentPhase.Pending }),
            Stories.Fired(firing),
            new IncidentEvent(IncidentEventKind.Changed, Stories.Start.AddSeconds(1), firing)
        );

        await Eventually.Holds(() => Waiting(receiver) == 0, "the journal's deliveries are settled");
        Assert.Equal([$"{firing.Key} firing", $"{firing.Key} firing"], receiver.Told);
    }

    [Fact]
    public async Task What_was_journaled_before_a_kill_is_told_by_the_next_process()
    {
        await using var receiver = await RecordingReceiver.Start();
        _journal.Routing = Addressees.All(NameOf(receiver));
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing));
        // No outbox has run: as far as the file knows, the process was killed right here.
        _journal.Dispose();
        _journal = SqliteJournal.Open(_directory.Path, TimeProvider.System);

        Run(receiver.Url);
        await Eventually.Holds(() => receiver.Told.Count > 0, "the delivery is resumed");
        Assert.Equal([$"{firing.Key} firing"], receiver.Told);
    }

    [Fact]
    public async Task A_resolved_never_overtakes_a_firing_that_fails()
    {
        await using var receiver = await RecordingReceiver.Start();
        var failures = 0;
        receiver.Answer = body =>
            Task.FromResult(
                RecordingReceiver.Words(body).EndsWith("firing", StringComparison.Ordinal)
                && Interlocked.Increment(ref failures) <= 2
                    ? 503
                    : 200
            );
        Run(receiver.Url);
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing), Stories.Ended(Stories.Resolved(firing)));

        await Eventually.Holds(() => Waiting(receiver) == 0, "both are accepted in the end");
        Assert.Equal(
            [$"{firing.Key} firing", $"{firing.Key} firing", $"{firing.Key} firing", $"{firing.Key} resolved"],
            receiver.Told
        );
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_neither_another_receiver_nor_its_own_other_incidents()
    {
        await using var slow = await RecordingReceiver.Start();
        await using var quick = await RecordingReceiver.Start();
        var release = new TaskCompletionSource();
        var (stuck, other) = (Stories.Firing("stuck"), Stories.Firing("other"));
        slow.Answer = async body =>
        {
            if (RecordingReceiver.Words(body).StartsWith(stuck.Key, StringComparison.Ordinal))
                await release.Task;
            return 200;
        };
        Run(slow.Url, quick.Url);
        Append(Stories.Fired(stuck));
        await Eventually.Holds(() => slow.Told.Count == 1, "the slow receiver has begun to hang");
        Append(Stories.Fired(other));

        await Eventually.Holds(() => quick.Told.Count == 2, "the quick receiver is told both");
        await Eventually.Holds(() => slow.Told.Count == 2, "the slow receiver is told the other one");
        release.SetResult();
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_told_when_it_is_back()
    {
        var port = FreePort.Take();
        var url = new Uri($"http://127.0.0.1:{port}/hook/s3cret");
        Run(url);
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing));
        await Eventually.Holds(() => _log.All.Any(line => line.Contains("cannot be reached")), "a first attempt fails");

        await using var receiver = await RecordingReceiver.Start($"http://127.0.0.1:{port}");
        await Eventually.Holds(() => receiver.Told.Count > 0, "the receiver is told");
        Assert.Equal($"{firing.Key} firing", receiver.Told[0]);
    }

    [Fact]
    public async Task A_refusal_is_logged_as_a_misconfiguration_and_nothing_is_lost_or_shown_of_the_secret()
    {
        await using var receiver = await RecordingReceiver.Start();
        receiver.Answer = _ => Task.FromResult(401);
        Run(receiver.Url);
        Append(Stories.Fired(Stories.Firing("orders")));

        await Eventually.Holds(() => _log.All.Any(line => line.Contains("refused it with HTTP 401")), "it is logged");
        await Eventually.Holds(
            () => _journal.Deliveries.Heads(NameOf(receiver), 1) is [{ Attempts: 1 }],
            "it waits in the outbox"
        );
        Assert.DoesNotContain(_log.All, line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_journaled_is_told_from_memory_after_what_was_journaled_before()
    {
        await using var receiver = await RecordingReceiver.Start();
        receiver.Answer = _ => Task.FromResult(503);
        Run(receiver.Url);
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing));
        await Eventually.Holds(() => receiver.Told.Count > 0, "the firing is tried");
        _outbox!.DeliverUnjournaled([Stories.Ended(Stories.Resolved(firing))]);
        receiver.Answer = _ => Task.FromResult(200);

        await Eventually.Holds(() => receiver.Told.Contains($"{firing.Key} resolved"), "the resolved is told");
        Assert.Equal(receiver.Told.Count - 1, receiver.Told.TakeWhile(told => told.EndsWith("firing")).Count());
    }

    [Fact]
    public async Task While_the_journal_cannot_be_written_a_delivery_that_was_made_is_not_made_again()
    {
        await using var receiver = await RecordingReceiver.Start();
        var store = new UnwritableDeliveries(_journal.Deliveries);
        Run(store, receiver.Url);
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing));
        await Eventually.Holds(() => store.Refusals > 0, "the journal refuses to take down that it was told");
        _outbox!.DeliverUnjournaled([Stories.Ended(Stories.Resolved(firing))]);
        await Eventually.Holds(() => receiver.Told.Count > 1, "the resolved is told");

        store.IsWritable = true;
        await Eventually.Holds(() => Waiting(receiver) == 0, "it is taken down as soon as that can be");
        Assert.Equal([$"{firing.Key} firing", $"{firing.Key} resolved"], receiver.Told);
    }

    [Fact]
    public async Task What_is_settled_after_the_queue_was_read_and_before_it_is_worked_off_is_not_told_again()
    {
        using var notifier = new HandNotifier();
        var store = new UnwritableDeliveries(_journal.Deliveries) { IsWritable = true };
        _outbox = NewOutbox(store);
        var receiver = new Receiver("by hand", new HandNotifier.Options(notifier));
        _outbox.Use(new NotificationOptions { Receivers = [receiver] }, [], Addressees.Clusters, Page);
        _journal.Routing = _outbox.Routing;
        // Where nothing brings what goes on back to a thread of the test's.
        _running = Task.Run(() => _outbox.RunAsync(_stop.Token), CancellationToken.None);
        Append(Stories.Fired(Stories.Firing("orders")));
        await Eventually.Holds(() => notifier.Told.Count == 1, "the first is under way");

        store.Meanwhile = notifier.EndFirst;
        Append(Stories.Fired(Stories.Firing("stock")));

        await Eventually.Holds(() => notifier.Told.Contains("stock"), "the second is told");
        Assert.Equal(["orders", "stock"], notifier.Told);
    }

    [Fact]
    public async Task A_reload_changes_who_is_told_and_keeps_what_waits()
    {
        await using var old = await RecordingReceiver.Start();
        await using var young = await RecordingReceiver.Start();
        old.Answer = _ => Task.FromResult(503);
        Run(old.Url);
        Append(Stories.Fired(Stories.Firing("orders", 1)));
        await Eventually.Holds(() => old.Told.Count > 0, "the old receiver is tried");

        Use(old.Url, young.Url);
        Append(Stories.Fired(Stories.Firing("orders", 2)));
        await Eventually.Holds(() => young.Told.Count == 1, "the new receiver is told what came after the reload");
        old.Answer = _ => Task.FromResult(200);
        await Eventually.Holds(() => Waiting(old) == 0, "the old receiver is told both");
        Assert.Single(young.Told);
    }

    [Fact]
    public async Task Attempts_and_what_waits_are_measured_by_receiver()
    {
        await using var receiver = await RecordingReceiver.Start();
        receiver.Answer = _ => Task.FromResult(503);
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        Run(receiver.Url);
        Append(Stories.Fired(Stories.Firing("orders")));
        await Eventually.Holds(() => measured.ContainsKey("primacy_deliveries_total"), "the attempt is counted");

        listener.RecordObservableInstruments();
        Assert.Equal(1, measured["primacy_deliveries_pending"]);
        Assert.True(measured["primacy_deliveries_oldest_pending_seconds"] > 0);
    }

    void Run(params Uri[] urls) => Run(_journal.Deliveries, urls);

    void Run(IDeliveries journaled, params Uri[] urls)
    {
        _outbox = NewOutbox(journaled);
        Use(urls);
        _running = _outbox.RunAsync(_stop.Token);
    }

    Outbox NewOutbox(IDeliveries journaled) =>
        new(journaled, TimeProvider.System, _services.GetRequiredService<IMeterFactory>(), new Logger<Outbox>(_log));

    void Use(params Uri[] urls)
    {
        _outbox!.Use(
            NotificationOptions.None,
            [.. urls.Select(url => new WebhookOptions(url))],
            Addressees.Clusters,
            Page
        );
        _journal.Routing = _outbox.Routing;
    }

    void Append(params EquatableArray<IncidentEvent> events) =>
        _journal.Append(
            events[0].Incident.Cluster,
            ClusterMemory.Empty,
            events.Where(e => e.Incident.Phase is IncidentPhase.Firing).Select(e => e.Incident).ToEquatableArray(),
            events
        );

    int Waiting(RecordingReceiver receiver) => _journal.Deliveries.Waiting(NameOf(receiver)).Count;

    static string NameOf(RecordingReceiver receiver) => new WebhookOptions(receiver.Url).Name;
}
