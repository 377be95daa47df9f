using Microsoft.Extensions.Time.Testing;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications.Contract;

/// <summary>What every kind of receiver keeps to, told through the whole outbox with a journal on disk.</summary>
public abstract class ReceiverContract : IAsyncLifetime
{
    static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(400);

    IStage? _stage;
    Telling _telling = new();

    private protected abstract Task<IStage> StartAsync();

    IStage Stage => _stage!;

    public async ValueTask InitializeAsync() => _stage = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync();
        if (_stage is not null)
            await _stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Firing_news_and_resolved_are_told_in_order_under_one_key()
    {
        Run(Patient);
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing), Changed(firing), Stories.Ended(Stories.Resolved(firing)));

        await Eventually.Holds(() => Records().All(record => record.IsDelivered == true), "all three are told");
        var keys = Stage.Told.Select(told => told.Split(' ')[0]).Distinct();
        Assert.Single(keys);
        Assert.Equal(["firing", "firing", "resolved"], Stage.Told.Select(told => told.Split(' ')[1]));
    }

    [Fact]
    public async Task Two_incidents_have_two_keys()
    {
        Run(Patient);
        Append(Stories.Fired(Stories.Firing("orders")));
        Append(Stories.Fired(Stories.Firing("stock")));

        await Told(2);
        Assert.Equal(2, Stage.Told.Distinct().Count());
    }

    [Fact]
    public async Task What_passes_is_tried_again_at_once_and_its_cause_stays_on_record()
    {
        Stage.Behaviour = Behaviour.IsBusy;
        Run(Patient);
        Append(Stories.Fired(Stories.Firing("orders")));
        await Eventually.Holds(() => Records() is [{ Attempts: >= 2 }], "it is tried again");
        var waiting = Assert.Single(Records());
        Assert.Null(waiting.IsDelivered);
        Assert.NotNull(waiting.NextAttempt);

        Stage.Behaviour = Behaviour.Takes;
        await Eventually.Holds(() => Records() is [{ IsDelivered: true }], "it is told in the end");
        Assert.Equal(waiting.Fault, Assert.Single(Records()).Fault);
        Assert.Contains(_telling.Log.All, line => line.Contains("is tried again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_person_must_mend_is_tried_slowly_and_said_to_be_so()
    {
        Stage.Behaviour = Behaviour.Refuses;
        Run(Patient);
        Append(Stories.Fired(Stories.Firing("orders")));

        await Eventually.Holds(() => Records() is [{ Attempts: 1 }], "it is tried once");
        var record = Assert.Single(Records());
        Assert.True(record.NextAttempt - record.CreatedAt > RetryPolicy.AfterRefusal / 3);
        Assert.NotNull(record.Fault);
        // It is written down before it is said.
        await Eventually.Holds(
            () => _telling.Log.All.Any(line => line.Contains("check the receiver's configuration")),
            "it is said what to do"
        );
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_after_its_time()
    {
        Stage.Behaviour = Behaviour.Hangs;
        Run(Brief);
        Append(Stories.Fired(Stories.Firing("orders")));

        await Eventually.Holds(() => Records() is [{ Attempts: >= 1 }], "the attempt ends");
        Assert.Matches("within|in time|was killed", Assert.Single(Records()).Fault!);
    }

    [Fact]
    public async Task Nonsense_is_no_acceptance()
    {
        Stage.Behaviour = Behaviour.TalksNonsense;
        Run(Patient);
        Append(Stories.Fired(Stories.Firing("orders")));

        await Eventually.Holds(() => Records() is [{ Attempts: >= 1 }], "the attempt ends");
        Assert.NotEqual(true, Assert.Single(Records()).IsDelivered);
        Assert.NotNull(Assert.Single(Records()).Fault);
    }

    [Theory]
    [InlineData(Behaviour.IsBusy)]
    [InlineData(Behaviour.Refuses)]
    [InlineData(Behaviour.TalksNonsense)]
    internal async Task No_secret_is_logged_or_kept(Behaviour behaviour)
    {
        Stage.Behaviour = behaviour;
        Run(Patient);
        Append(Stories.Fired(Stories.Firing("orders")));

        await Eventually.Holds(() => Records() is [{ Attempts: >= 1 }], "the attempt ends");
        Assert.DoesNotContain(_telling.Log.All, line => line.Contains(Stage.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(Stage.Secret, Assert.Single(Records()).Fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Stage.Secret, $"{Stage.Options(Brief)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ends_while_nobody_runs_is_told_after_the_restart()
    {
        Run(Patient);
        var firing = Stories.Firing("orders");
        Append(Stories.Fired(firing));
        await Eventually.Holds(() => Records() is [{ IsDelivered: true }], "the beginning is told");
        await _telling.StopAsync();
        Append(Stories.Ended(Stories.Resolved(firing)));

        Run(Patient);
        await Told(2);
        Assert.EndsWith("resolved", Stage.Told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_minutes_out_of_order_lose_nothing_and_pile_up_nothing()
    {
        var time = await FreezeAsync();
        Stage.Behaviour = Behaviour.IsBusy;
        Run(Patient);
        var firing = Enumerable.Range(0, 20).Select(number => Stories.Firing($"c{number}")).ToArray();
        foreach (var incident in firing)
            Append(Stories.Fired(incident), Stories.Ended(Stories.Resolved(incident)));
        for (var minute = 0; minute < 10; minute++)
        {
            var before = Stage.Attempts;
            time.Advance(TimeSpan.FromMinutes(1));
            await Until(time, () => Stage.Attempts > before, "it is tried again within a minute");
        }
        Stage.Behaviour = Behaviour.Takes;

        await Until(time, () => Records().All(record => record.IsDelivered == true), "everything is told");
        Assert.Equal(40, Stage.Told.Distinct().Count());
        // Eight of them, and as many of which a server has not noticed yet that they have ended.
        Assert.InRange(Stage.AtOnceMost, 1, 16);
    }

    [Fact]
    public async Task Fifty_incidents_are_one_message_where_one_may_stand_for_several_and_one_by_one_else()
    {
        var time = await FreezeAsync();
        RunGrouped();
        for (var number = 0; number < 50; number++)
            Append(Stories.Fired(Stories.Firing($"c{number}")));
        time.Advance(TimeSpan.FromSeconds(5));

        await Until(time, () => Records().All(record => record.IsDelivered == true), "each is on record", 0.02);
        Assert.Equal(50, Records().Count);
        Assert.Equal(MayGroup ? 1 : 50, Stage.Told.Count);
    }

    [Fact]
    public async Task What_is_told_together_is_tried_again_together_and_goes_on_after_a_restart()
    {
        var time = await FreezeAsync();
        Stage.Behaviour = Behaviour.IsBusy;
        RunGrouped();
        var firing = Enumerable.Range(0, 7).Select(number => Stories.Firing($"c{number}")).ToArray();
        foreach (var incident in firing)
            Append(Stories.Fired(incident), Stories.Ended(Stories.Resolved(incident)));
        time.Advance(TimeSpan.FromSeconds(5));
        await Until(time, () => Records().Count(record => record.Attempts > 0) == 7, "all were tried", 0.02);
        Assert.Equal(MayGroup ? 1 : 7, Records().DistinctBy(record => record.NextAttempt).Count() - 1);
        await _telling.StopAsync();

        Stage.Behaviour = Behaviour.Takes;
        RunGrouped();
        await Until(
            time,
            () => Records().All(record => record.IsDelivered == true),
            "beginnings and ends are told",
            0.05
        );
        if (!MayGroup)
            Assert.Equal(14, Stage.Told.Distinct().Count());
        else
            Assert.Equal(["firing", "resolved"], Stage.Told.Select(told => told.Split(' ')[^1]));
    }

    bool MayGroup
    {
        get
        {
            using var notifier = Stage.Options(Patient).Open(new NotifierContext("on-call", null, TimeProvider.System));
            return notifier is IGroupNotifier;
        }
    }

    async Task<FakeTimeProvider> FreezeAsync()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await _telling.DisposeAsync();
        _telling = new Telling(time);
        return time;
    }

    void RunGrouped() =>
        _telling.Run(
            new Receiver("on-call", Stage.Options(Patient)) { Grouping = new() { Wait = TimeSpan.FromSeconds(5) } }
        );

    void Run(TimeSpan timeout) => _telling.Run(new Receiver("on-call", Stage.Options(timeout)));

    void Append(params EquatableArray<IncidentEvent> events) => _telling.Append(events);

    /// <summary>
    /// Waits while time goes on. The outbox works beside the test: what it sets its alarm to counts from then, and an
    /// attempt that takes a machine its time must not be over by the clock of the test.
    /// </summary>
    static Task Until(FakeTimeProvider time, Func<bool> condition, string what, double seconds = 0.5) =>
        Eventually.Holds(
            () =>
            {
                if (condition())
                    return true;
                time.Advance(TimeSpan.FromSeconds(seconds));
                return false;
            },
            what
        );

    Task Told(int count) => Eventually.Holds(() => Stage.Told.Count >= count, $"{count} are told");

    IReadOnlyList<DeliveryRecord> Records() => _telling.Records;

    static IncidentEvent Changed(Incident firing) => new(IncidentEventKind.Changed, firing.Since.AddSeconds(1), firing);
}
