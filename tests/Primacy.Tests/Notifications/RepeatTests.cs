using Microsoft.Extensions.Time.Testing;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Tests.Notifications.Contract;
using Primacy.Tests.Storage;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Notifications;

public sealed class RepeatTests : IAsyncLifetime
{
    readonly FakeTimeProvider _time = new(Stories.Start.AddHours(1));
    readonly Telling _telling;
    HttpStage? _stage;

    public RepeatTests() => _telling = new Telling(_time);

    HttpStage Stage => _stage!;

    public async ValueTask InitializeAsync() => _stage = await HttpStage.StartHttpAsync(HttpManners.Slack);

    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync();
        await Stage.DisposeAsync();
    }

    [Fact]
    public async Task What_fires_on_is_told_again_after_its_time_and_not_before()
    {
        Run();
        await FireAsync();
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Single(Stage.Posts);

        await AdvanceUntilToldAsync(2);
        Assert.Contains("[STILL FIRING] orders", Stage.Posts[1].Body, StringComparison.Ordinal);
        await AdvanceUntilToldAsync(3);
        Assert.Single(_telling.Records);
    }

    [Fact]
    public async Task A_repetition_tells_what_is_known_then()
    {
        Run();
        var firing = await FireAsync();
        var grown = firing with { Verdict = firing.Verdict with { Summary = "They have grown apart further." } };
        // Nobody is told anew of numbers that grow, but the journal has them.
        _telling.Append(new IncidentEvent(IncidentEventKind.Opened, Stories.Start, grown));

        await AdvanceUntilToldAsync(2);
        Assert.Contains("grown apart further", Stage.Posts[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_until_a_repetition_goes_on_over_a_restart()
    {
        Run();
        await FireAsync();
        _time.Advance(TimeSpan.FromMinutes(40));
        await _telling.StopAsync();
        Run();
        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.Single(Stage.Posts);

        Assert.InRange(await UntilToldAsync(2), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task What_is_over_is_not_repeated()
    {
        Run();
        var firing = await FireAsync();
        _telling.Append(Stories.Ended(Stories.Resolved(firing)));
        await Eventually.Holds(() => Stage.Posts.Count == 2, "its end is told");

        for (var hour = 0; hour < 5; hour++)
            _time.Advance(TimeSpan.FromHours(1));
        var other = Stories.Firing("stock");
        _telling.Append(Stories.Fired(other));
        await Eventually.Holds(() => Stage.Posts.Count > 2, "another incident is told");
        Assert.Equal([$"{other.Key} firing"], Stage.Told.Skip(2));
    }

    [Fact]
    public async Task Of_a_cluster_that_is_no_longer_watched_nothing_is_repeated()
    {
        Run();
        await FireAsync();
        await _telling.StopAsync();
        _telling.Run(Options(), new Dictionary<string, EquatableArray<ClusterLabel>> { ["stock"] = [] });
        for (var hour = 0; hour < 5; hour++)
            _time.Advance(TimeSpan.FromHours(1));
        var other = Stories.Firing("stock");
        _telling.Append(Stories.Fired(other));

        await Eventually.Holds(() => Stage.Posts.Count > 1, "the other one is told");
        Assert.Equal([$"{other.Key} firing"], Stage.Told.Skip(1));
    }

    [Fact]
    public async Task A_repetition_in_vain_is_tried_again()
    {
        Run();
        await FireAsync();
        Stage.Behaviour = Behaviour.IsBusy;
        var before = Stage.Attempts;
        await Eventually.Holds(() => Advanced(() => Stage.Attempts > before), "a repetition fails");
        Stage.Behaviour = Behaviour.Takes;

        Assert.InRange(await UntilToldAsync(2), TimeSpan.Zero, TimeSpan.FromMinutes(30));
    }

    void Run() => _telling.Run(Options(), Addressees.Clusters);

    NotificationOptions Options() =>
        new()
        {
            Receivers = [new Receiver("chat", Stage.Options(TimeSpan.FromSeconds(20)))],
            Routes = [new AlertRoute { Receivers = ["chat"], Repeat = TimeSpan.FromHours(1) }],
        };

    async Task<Incident> FireAsync()
    {
        var firing = Stories.Firing("orders");
        _telling.Append(Stories.Fired(firing));
        await Eventually.Holds(() => _telling.Records is [{ IsDelivered: true }], "it is told first");
        return firing;
    }

    Task AdvanceUntilToldAsync(int count) =>
        Eventually.Holds(() => Advanced(() => Stage.Posts.Count >= count), $"it is told {count} times");

    /// <summary>
    /// How long it takes until so many are told. The outbox works beside the test: what it sets its alarm to counts
    /// from then, so that a single step may be over before.
    /// </summary>
    async Task<TimeSpan> UntilToldAsync(int count)
    {
        var from = _time.GetUtcNow();
        await Eventually.Holds(
            () => Advanced(() => Stage.Posts.Count >= count, seconds: 1),
            $"it is told {count} times"
        );
        return _time.GetUtcNow() - from;
    }

    bool Advanced(Func<bool> condition, int seconds = 60)
    {
        if (condition())
            return true;
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return false;
    }
}
