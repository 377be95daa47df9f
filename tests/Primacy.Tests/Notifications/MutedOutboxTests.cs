using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Primacy.Acting;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Notifications;
using Primacy.Notifications.Alertmanager;
using Primacy.Storage;
using Primacy.Tests.Storage;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>What a real receiver hears while people mute, over the real journal.</summary>
public sealed class MutedOutboxTests : IAsyncDisposable
{
    static readonly Actor Anna = new("anna", "token", "127.0.0.1");

    static readonly Incident Orders = Stories.Firing("orders");

    readonly TemporaryDirectory _directory = new();
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    SqliteJournal _journal = null!;
    Outbox _outbox = null!;
    Acts _acts = null!;
    CancellationTokenSource _stop = new();
    Task _running = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_is_silenced_is_not_told_and_told_once_when_the_silence_is_expired()
    {
        await using var receiver = await RecordingReceiver.Start();
        Start(receiver);
        var silence = Silenced("orders");
        Append(Stories.Fired(Orders), Changed(1), Changed(2));
        Append(Stories.Fired(Stories.Firing("stock")));

        await Eventually.Holds(() => receiver.Told.Count == 1 && Held(receiver) == 1, "one is told, one is held");
        Assert.Equal(["stock/multiple-primaries/0 firing"], receiver.Told);
        Assert.IsType<ActResult<Silence>.Done>(_acts.ExpireSilence(silence.Id, "it is done", Anna));
        await Eventually.Holds(() => Waiting(receiver) == 0, "what was held is told");
        Assert.Equal(["stock/multiple-primaries/0 firing", $"{Orders.Key} firing"], receiver.Told);
    }

    [Fact]
    public async Task What_still_fires_when_a_silence_ends_is_told_then()
    {
        await using var receiver = await RecordingReceiver.Start();
        Start(receiver);
        Silenced("orders", TimeSpan.FromMilliseconds(400));
        Append(Stories.Fired(Orders));

        await Eventually.Holds(() => receiver.Told.Count > 0, "it is told by itself");
        Assert.Equal([$"{Orders.Key} firing"], receiver.Told);
        Assert.DoesNotContain(_acts.Mutes.Silences, one => one.EndsAt > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task What_is_over_before_it_could_be_told_is_never_told()
    {
        await using var receiver = await RecordingReceiver.Start();
        Start(receiver);
        var silence = Silenced("orders");
        Append(Stories.Fired(Orders));
        await Eventually.Holds(() => Held(receiver) == 1, "it is held");
        Assert.Equal(("held", $"silenced by anna ({silence.Id})"), State(Assert.Single(Records())));
        Append(Stories.Ended(Stories.Resolved(Orders)));
        await Eventually.Holds(() => Waiting(receiver) == 0, "both are settled");
        Assert.Equal(["muted", "muted"], Records().Select(record => record.State));
        Assert.All(Records(), record => Assert.Equal((0, null), (record.Attempts, record.Fault)));
        Assert.Single(_journal.Deliveries.Records(Orders.Key, 1000, before: Records()[0].Id));

        _acts.ExpireSilence(silence.Id, null, Anna);
        Append(Stories.Fired(Stories.Firing("stock")));
        await Eventually.Holds(() => receiver.Told.Count > 0, "another is told");
        Assert.Equal(["stock/multiple-primaries/0 firing"], receiver.Told);
    }

    [Fact]
    public async Task The_end_of_what_was_told_is_told_though_it_is_silenced()
    {
        await using var receiver = await RecordingReceiver.Start();
        Start(receiver);
        Append(Stories.Fired(Orders));
        await Eventually.Holds(() => Waiting(receiver) == 0, "it is told");
        Silenced("orders");
        Append(Changed(1));
        await Eventually.Holds(() => Held(receiver) == 1, "the news is held");
        Append(Stories.Ended(Stories.Resolved(Orders)));

        await Eventually.Holds(() => Waiting(receiver) == 0, "the end is told");
        Assert.Equal([$"{Orders.Key} firing", $"{Orders.Key} resolved"], receiver.Told);
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_is_silenced_until_the_silence_ends()
    {
        await using var receiver = await RecordingReceiver.Start();
        var stock = Stories.Firing("stock");
        Start(
            new NotificationOptions
            {
                Receivers = [new Receiver("chat", new WebhookOptions(receiver.Url))],
                Routes = [new AlertRoute { Receivers = ["chat"], Repeat = TimeSpan.FromMilliseconds(100) }],
            }
        );
        Append(Stories.Fired(Orders));
        Append(Stories.Fired(stock));
        await Eventually.Holds(() => Times(Orders) > 1, "it is repeated");

        var silence = Silenced("orders");
        // One reminder may have been under way.
        var (told, others) = (Times(Orders) + 1, Times(stock));
        await Eventually.Holds(() => Times(stock) > others + 4, "the other one is repeated on and on");
        Assert.InRange(Times(Orders), 1, told);

        _acts.ExpireSilence(silence.Id, "it is done", Anna);
        await Eventually.Holds(() => Times(Orders) > told, "it is repeated again");

        int Times(Incident incident) => receiver.Told.Count(words => words == $"{incident.Key} firing");
    }

    [Fact]
    public async Task What_is_silenced_stays_out_of_a_message_for_several()
    {
        await using var receiver = await RecordingReceiver.Start();
        var group = new Grouping { Wait = TimeSpan.FromMilliseconds(200) };
        var chat = new Receiver("chat", new WebhookOptions(receiver.Url)) { Grouping = group };
        Start(new NotificationOptions { Receivers = [chat] });
        var silence = Silenced("orders");
        foreach (var cluster in (string[])["orders", "stock", "other"])
            Append(Stories.Fired(Stories.Firing(cluster)));
        await Eventually.Holds(
            () => _journal.Deliveries.Records(null, 9).Count(one => one.IsDelivered == true) == 2,
            "the others are told"
        );
        Assert.Equal("held", Assert.Single(Records()).State);
        Assert.DoesNotContain(receiver.Bodies, body => body.Contains(Orders.Key, StringComparison.Ordinal));
        _acts.ExpireSilence(silence.Id, "it is done", Anna);
        await Eventually.Holds(() => Records().All(one => one.IsDelivered == true), "what was held is told");
        Assert.Equal($"{Orders.Key} firing", receiver.Told[^1]);
    }

    [Fact]
    public async Task An_Alertmanager_goes_on_hearing_of_what_it_was_told_lest_it_take_it_for_over()
    {
        await using var receiver = await RecordingReceiver.Start();
        var alertmanager = new AlertmanagerOptions { Urls = [receiver.Url], Resend = TimeSpan.FromMilliseconds(50) };
        Start(new NotificationOptions { Receivers = [new Receiver("alertmanager", alertmanager)] });
        Append(Stories.Fired(Orders));
        await Eventually.Holds(() => receiver.Bodies.Count > 0, "it is told");

        Silenced("orders");
        var told = receiver.Bodies.Count;

        await Eventually.Holds(() => receiver.Bodies.Count > told + 2, "it hears of it again and again");
    }

    [Fact]
    public async Task An_acknowledgement_mutes_news_but_not_what_is_worse()
    {
        await using var receiver = await RecordingReceiver.Start();
        Start(receiver);
        Append(Stories.Fired(Orders));
        await Eventually.Holds(() => Waiting(receiver) == 0, "it is told");
        var known = _acts.Acknowledge(Orders.Key, TimeProvider.System.GetUtcNow().AddHours(1), "I am on it", Anna);
        Assert.IsType<ActResult<Acknowledgement>.Done>(known);
        Append(Changed(1));
        await Eventually.Holds(() => Held(receiver) == 1, "the news is held");

        var third = Orders.Verdict.Primaries.Append(new("db3:5432")).ToEquatableArray();
        Append(Changed(2, Orders with { Verdict = Orders.Verdict with { Primaries = third } }));
        await Eventually.Holds(() => Waiting(receiver) == 0, "the worse is told");
        Assert.Equal([$"{Orders.Key} firing", $"{Orders.Key} firing"], receiver.Told);
    }

    [Fact]
    public async Task After_a_restart_silences_are_known_and_what_is_held_is_told_when_they_end()
    {
        await using var receiver = await RecordingReceiver.Start();
        Start(receiver);
        var silence = Silenced("orders");
        Append(Stories.Fired(Orders));
        await Eventually.Holds(() => Held(receiver) == 1, "it is held");

        await Stop();
        Start(receiver);
        Assert.Equal(silence, Assert.Single(_acts.Mutes.Silences));
        Append(Stories.Fired(Stories.Firing("stock")));
        await Eventually.Holds(() => receiver.Told.Count == 1, "another is told");
        _acts.ExpireSilence(silence.Id, "it is done", Anna);
        await Eventually.Holds(() => receiver.Told.Contains($"{Orders.Key} firing"), "what was held is told");
        Assert.Equal(
            ["silence.expire by anna: it is done", "silence.add by anna: the switch is replaced"],
            _acts.Audit(null, 10).Select(entry => $"{entry.Act} by {entry.Actor.Name}: {entry.Why}")
        );
    }

    [Fact]
    public async Task Many_that_are_held_do_not_hold_up_one_that_is_not()
    {
        await using var receiver = await RecordingReceiver.Start();
        Start(receiver);
        Silenced("orders");
        for (var number = 0; number < 80; number++)
            Append(Stories.Fired(Stories.Firing("orders", number)));
        await Eventually.Holds(() => Held(receiver) == 80, "all are held");

        Append(Stories.Fired(Stories.Firing("stock")));
        await Eventually.Holds(() => receiver.Told.Count > 0, "the other is told");
        Assert.Equal(["stock/multiple-primaries/0 firing"], receiver.Told);
    }

    Silence Silenced(string cluster, TimeSpan? duration = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var silence = new Silence
        {
            Id = Guid.NewGuid().ToString(),
            Matchers = [new Matcher("cluster", cluster)],
            StartsAt = now,
            EndsAt = now + (duration ?? TimeSpan.FromHours(1)),
            CreatedBy = Anna.Name,
            Comment = "the switch is replaced",
            CreatedAt = now,
        };
        Assert.IsType<ActResult<Silence>.Done>(_acts.Silence(silence, Anna));
        return silence;
    }

    void Start(RecordingReceiver receiver) => Start(NotificationOptions.None, new WebhookOptions(receiver.Url));

    void Start(NotificationOptions options, params IReadOnlyList<WebhookOptions> webhooks)
    {
        _stop = new CancellationTokenSource();
        _journal = SqliteJournal.Open(_directory.Path, TimeProvider.System);
        var book = new MuteBook(_ => []);
        _outbox = new Outbox(
            _journal.Deliveries,
            TimeProvider.System,
            _services.GetRequiredService<IMeterFactory>(),
            NullLogger<Outbox>.Instance,
            book
        );
        _acts = new Acts(
            _journal.Acts,
            book,
            _journal.Incident,
            _ => [],
            TimeProvider.System,
            NullLogger<Acts>.Instance
        );
        _acts.Load();
        _outbox.Use(options, webhooks, Addressees.Clusters, null);
        _journal.Routing = _outbox.Routing;
        _running = _outbox.RunAsync(_stop.Token);
    }

    async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
        _outbox.Dispose();
        _journal.Dispose();
        _stop.Dispose();
    }

    void Append(params EquatableArray<IncidentEvent> events) =>
        _journal.Append(
            events[0].Incident.Cluster,
            ClusterMemory.Empty,
            events.Where(e => e.Incident.Phase is IncidentPhase.Firing).Select(e => e.Incident).ToEquatableArray(),
            events
        );

    IReadOnlyList<DeliveryRecord> Records() => _journal.Deliveries.Records(Orders.Key, 1000);

    static (string, string?) State(DeliveryRecord record) => (record.State, record.MutedBy);

    /// <summary>For how many incidents something waits, held or not.</summary>
    int Waiting(RecordingReceiver receiver) => _journal.Deliveries.Heads(NameOf(receiver), 1000).Count;

    /// <summary>How many are held; nothing while there is more that waits, which is still to be judged.</summary>
    int Held(RecordingReceiver receiver) =>
        _journal.Deliveries.Waiting(NameOf(receiver)).Count == 0 ? Waiting(receiver) : 0;

    static IncidentEvent Changed(int second, Incident? incident = null) =>
        new(IncidentEventKind.Changed, Stories.Start.AddSeconds(second), incident ?? Orders);

    static string NameOf(RecordingReceiver receiver) => new WebhookOptions(receiver.Url).Name;
}
