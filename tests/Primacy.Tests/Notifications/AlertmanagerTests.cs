using System.Text.Json;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Alertmanager;
using Primacy.Tests.Notifications.Contract;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>With a real Alertmanager, and who it would page.</summary>
public sealed class AlertmanagerTests : IAsyncLifetime
{
    static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    readonly Telling _telling = new();
    RecordingReceiver? _pager;
    AlertmanagerServer? _server;

    RecordingReceiver Pager => _pager!;

    AlertmanagerServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        AlertmanagerServer.Need();
        _pager = await RecordingReceiver.Start();
        _server = await AlertmanagerServer.StartAsync(_pager.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync();
        _server?.Dispose();
        if (_pager is not null)
            await _pager.DisposeAsync();
    }

    [Fact]
    public async Task It_pages_and_resolves()
    {
        Run(TimeSpan.FromMinutes(1), Server.Url);
        var firing = Now(Stories.Firing("orders"));
        _telling.Append(Stories.Fired(firing));
        await Eventually.Holds(() => Pager.Told.Count == 1, "it pages");
        _telling.Append(Stories.Ended(Ended(firing)));

        await Eventually.Holds(() => Pager.Told.Count == 2, "it says that it is over");
        Assert.Equal([$"{firing.Key} firing", $"{firing.Key} resolved"], Pager.Told);
    }

    [Fact]
    public async Task Two_watchers_of_one_cluster_page_once_and_the_incidents_of_a_cluster_are_one_group()
    {
        await using var second = new Telling();
        Run(TimeSpan.FromMinutes(1), Server.Url);
        second.Run(new Receiver("am", Options(TimeSpan.FromMinutes(1), Server.Url)));
        var firing = Now(Stories.Firing("orders"));
        _telling.Append(Stories.Fired(firing));
        await Eventually.Holds(() => Pager.Told.Count == 1, "it pages");
        var later = firing with { Key = $"{firing.Key}-of-the-second", Since = firing.Since.AddMilliseconds(300) };
        second.Append(Stories.Fired(later));
        await Eventually.Holds(() => second.Records is [{ IsDelivered: true }], "the second watcher has said it too");

        // What comes later is paged later, so that a page for the second watcher would have come before it.
        _telling.Append(Stories.Fired(Now(Stories.Firing("stock"))));
        await Eventually.Holds(() => Pager.Told.Any(told => told.StartsWith("stock")), "another cluster pages");
        Assert.Equal(2, Pager.Told.Count);
        Assert.Equal(2, (await Server.AlertsAsync()).Count);
    }

    [Fact]
    public async Task A_silence_holds()
    {
        await Server.SilenceAsync("orders");
        Run(TimeSpan.FromMinutes(1), Server.Url);
        _telling.Append(Stories.Fired(Now(Stories.Firing("orders"))));
        await Eventually.Holds(() => _telling.Records is [{ IsDelivered: true }], "it has been told");
        _telling.Append(Stories.Fired(Now(Stories.Firing("stock"))));

        await Eventually.Holds(() => Pager.Told.Count > 0, "what is not silenced pages");
        Assert.All(Pager.Told, told => Assert.StartsWith("stock", told, StringComparison.Ordinal));
        var silenced = Assert.Single(await Server.AlertsAsync(), alert => Cluster(alert) == "orders");
        Assert.Equal("suppressed", silenced.GetProperty("status").GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_fires_is_sent_again_before_its_end()
    {
        var resend = TimeSpan.FromSeconds(2);
        Run(resend, Server.Url);
        _telling.Append(Stories.Fired(Now(Stories.Firing("orders"))));
        await Eventually.Holds(() => Pager.Told.Count == 1, "it pages");
        var first = Assert.Single(await Server.AlertsAsync()).GetProperty("endsAt").GetDateTimeOffset();

        await Eventually.Holds(
            async () => await EndAsync() > first + 4 * resend,
            "its end has moved on beyond the first one's time"
        );
        Assert.Single(Pager.Told);
        Assert.Single(_telling.Records);
    }

    [Fact]
    public async Task It_ends_by_itself_when_no_watcher_is_left()
    {
        Run(TimeSpan.FromSeconds(1), Server.Url);
        _telling.Append(Stories.Fired(Now(Stories.Firing("orders"))));
        await Eventually.Holds(() => Pager.Told.Count == 1, "it pages");
        await _telling.StopAsync();

        await Eventually.Holds(() => Pager.Told.Count == 2, "Alertmanager takes it for over");
        Assert.EndsWith("resolved", Pager.Told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_peer_that_takes_it_is_enough_and_the_others_hear_of_it_when_they_are_back()
    {
        var other = await HttpStage.StartHttpAsync(HttpManners.Alertmanager);
        await using var ending = other;
        other.Behaviour = Behaviour.IsBusy;
        Run(TimeSpan.FromSeconds(1), new Uri("http://127.0.0.1:1/"), other.Url, Server.Url);
        _telling.Append(Stories.Fired(Now(Stories.Firing("orders"))));

        await Eventually.Holds(() => _telling.Records is [{ IsDelivered: true, Attempts: 1 }], "one has taken it");
        other.Behaviour = Behaviour.Takes;
        await Eventually.Holds(() => other.Told.Count > 0, "the other one is told with the next sending");
    }

    [Fact]
    public async Task The_late_end_of_an_earlier_incident_does_not_end_the_one_that_fires()
    {
        await using var stage = await HttpStage.StartHttpAsync(HttpManners.Alertmanager);
        var context = new NotifierContext("am", null, TimeProvider.System);
        using var notifier = Options(TimeSpan.FromMinutes(1), stage.Url).Open(context);
        var earlier = Stories.Firing("orders");
        var now = Now(Stories.Firing("orders", 1));

        await notifier.DeliverAsync(Deliveries.Of(Stories.Fired(earlier)));
        await notifier.DeliverAsync(Deliveries.Of(Stories.Fired(now)));
        var outcome = await notifier.DeliverAsync(Deliveries.Of(Stories.Ended(Stories.Resolved(earlier))));

        Assert.Equal(DeliveryOutcome.Accepted, outcome);
        Assert.Equal(2, stage.Posts.Count);
    }

    void Run(TimeSpan resend, params Uri[] peers) => _telling.Run(new Receiver("am", Options(resend, peers)));

    static AlertmanagerOptions Options(TimeSpan resend, params Uri[] peers) =>
        new()
        {
            Urls = [.. peers],
            Resend = resend,
            Timeout = Patient,
        };

    async Task<DateTimeOffset> EndAsync() =>
        await Server.AlertsAsync() is [var alert] ? alert.GetProperty("endsAt").GetDateTimeOffset() : default;

    static string? Cluster(JsonElement alert) => alert.GetProperty("labels").GetProperty("cluster").GetString();

    static Incident Now(Incident incident)
    {
        var now = TimeProvider.System.GetUtcNow();
        return incident with { Since = now, FiredAt = now, LastSeen = now };
    }

    static Incident Ended(Incident firing) =>
        firing with
        {
            Phase = IncidentPhase.Resolved,
            ResolvedAt = TimeProvider.System.GetUtcNow(),
        };
}
