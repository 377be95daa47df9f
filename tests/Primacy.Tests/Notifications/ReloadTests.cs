using Primacy.Notifications;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>What a reload of the receivers does to what is under way meanwhile.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    /// <summary>Longer than a test waits for anything, so that only the test ends an attempt that hangs.</summary>
    static readonly TimeSpan TimeoutMost = TimeSpan.FromMinutes(2);

    readonly Telling _telling = new();
    readonly HandNotifier[] _byHand = [new(), new(), new()];
    readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    RecordingReceiver? _slow;
    RecordingReceiver? _quick;

    RecordingReceiver Slow => _slow!;

    RecordingReceiver Quick => _quick!;

    Receiver SlowOne => Hook("slow", Slow);

    Receiver QuickOne => Hook("quick", Quick);

    public async ValueTask InitializeAsync()
    {
        (_slow, _quick) = (await RecordingReceiver.Start(), await RecordingReceiver.Start());
        Slow.Answer = async _ =>
        {
            await _release.Task;
            return 200;
        };
    }

    public async ValueTask DisposeAsync()
    {
        // What a test that fails leaves hanging.
        _release.TrySetResult();
        foreach (var notifier in _byHand)
            notifier.EndFirst();
        await _telling.DisposeAsync();
        await Slow.DisposeAsync();
        await Quick.DisposeAsync();
    }

    [Fact]
    public async Task A_receiver_that_hangs_during_a_reload_holds_up_no_other()
    {
        await HangAsync();

        _telling.Use(SlowOne, QuickOne);
        Append("stock");
        await Eventually.Holds(() => Quick.Told.Count == 2, "the quick one is told while the slow one still hangs");
        Assert.Equal(["orders"], Clusters(Slow));

        _release.SetResult();
        await SettledAsync();
        Assert.Equal(["orders", "stock"], Clusters(Slow));
        Assert.Equal(["orders", "stock"], Clusters(Quick));
    }

    [Fact]
    public async Task Reloads_in_a_row_tell_nothing_twice_while_a_receiver_hangs_and_delay_no_other()
    {
        await HangAsync();

        for (var reload = 0; reload < 3; reload++)
            _telling.Use(SlowOne, QuickOne);
        Append("stock");
        await Eventually.Holds(() => Quick.Told.Count == 2, "the quick one is told while the slow one still hangs");
        _telling.Use(QuickOne, SlowOne);
        Append("other");
        await Eventually.Holds(() => Quick.Told.Count == 3, "the quick one is told after another reload, too");

        _release.SetResult();
        await SettledAsync();
        Assert.Equal(["orders", "stock", "other"], Clusters(Quick));
        Assert.Equal("orders", Clusters(Slow)[0]);
        Assert.Equal(["orders", "other", "stock"], Clusters(Slow).Order());
    }

    [Fact]
    public async Task A_receiver_that_is_removed_and_comes_back_is_not_told_what_is_still_under_way()
    {
        await HangAsync();

        _telling.Use(QuickOne);
        Append("stock");
        await Eventually.Holds(() => Quick.Told.Count == 2, "the quick one is told without the slow one");
        _telling.Use(SlowOne, QuickOne);
        Append("other");
        await Eventually.Holds(() => Quick.Told.Count == 3, "the quick one is told beside the slow one");

        _release.SetResult();
        await SettledAsync();
        Assert.Equal(["orders", "other"], Clusters(Slow));
    }

    [Fact]
    public async Task A_stop_waits_for_what_was_under_way_before_the_last_reload()
    {
        await HangAsync();
        _telling.Use(SlowOne, QuickOne);
        Append("stock");
        await Eventually.Holds(() => Quick.Told.Count == 2, "the reload has taken place");
        _telling.Use(QuickOne);

        var stopped = _telling.StopAsync();
        Assert.False(stopped.IsCompleted);
        _release.SetResult();
        await stopped;

        var record = Assert.Single(_telling.Records, one => one is { Receiver: "slow", Cluster: "orders" });
        Assert.Equal("delivered", record.State);
        Assert.Equal(["orders"], Clusters(Slow));
    }

    [Fact]
    public async Task A_programmers_error_in_what_a_reload_has_left_behind_stops_everything()
    {
        var notifier = _byHand[0];
        _telling.Run(ByHand(notifier), QuickOne);
        Append("orders");
        await Eventually.Holds(() => notifier.Told.Count == 1, "its first attempt is under way");
        _telling.Use(QuickOne);
        Append("stock");
        await Eventually.Holds(() => Quick.Told.Count == 2, "the reload has taken place");

        notifier.FailFirst(new NotSupportedException());

        await Eventually.Holds(() => _telling.Running.IsCompleted, "the outbox ends by itself");
        await Assert.ThrowsAsync<NotSupportedException>(_telling.StopAsync);
    }

    [Fact]
    public async Task A_notifier_is_disposed_when_its_work_is_done_and_not_before()
    {
        _telling.Run(ByHand(_byHand[0]), QuickOne);
        Append("orders");
        await Eventually.Holds(() => _byHand[0].Told.Count == 1, "the first one is at work");
        _telling.Use(ByHand(_byHand[1]), QuickOne);
        _telling.Use(ByHand(_byHand[2]), QuickOne);
        Append("stock");
        await Eventually.Holds(() => Quick.Told.Count == 2, "the reloads have taken place");
        Assert.All(_byHand, one => Assert.False(one.IsDisposed));

        _byHand[0].EndFirst();
        await Eventually.Holds(() => _byHand[1].IsDisposed, "the one that never had its turn is disposed");
        Assert.True(_byHand[0].IsDisposed);
        await Eventually.Holds(() => _byHand[2].Told.Count == 1, "the last one is told what waited");
        Assert.False(_byHand[2].IsDisposed);

        _byHand[2].EndFirst();
        await _telling.StopAsync();
        Assert.True(_byHand[2].IsDisposed);
        Assert.Equal(["orders"], _byHand[0].Told);
        Assert.Equal(["stock"], _byHand[2].Told);
    }

    [Fact]
    public async Task A_notifier_that_nothing_was_ever_run_with_is_disposed_too()
    {
        _telling.Prepare(new NotificationOptions { Receivers = [ByHand(_byHand[0])] }, Addressees.Clusters);
        _telling.Use(ByHand(_byHand[1]));
        _telling.Use(ByHand(_byHand[2]));

        await _telling.StopAsync();

        Assert.All(_byHand, one => Assert.True(one.IsDisposed));
    }

    /// <summary>Both are told of one incident, which the slow one takes, and does not say so.</summary>
    async Task HangAsync()
    {
        _telling.Run(SlowOne, QuickOne);
        Append("orders");
        await Eventually.Holds(() => Slow.Told.Count == 1 && Quick.Told.Count == 1, "the slow one has begun to hang");
    }

    Task SettledAsync() =>
        Eventually.Holds(() => _telling.Records.All(one => one.State == "delivered"), "everybody was told everything");

    void Append(string cluster) => _telling.Append(Stories.Fired(Stories.Firing(cluster)));

    static Receiver Hook(string name, RecordingReceiver server) =>
        new(name, new WebhookOptions(server.Url) { Timeout = TimeoutMost });

    static Receiver ByHand(HandNotifier notifier) => new("by hand", new HandNotifier.Options(notifier));

    static IReadOnlyList<string> Clusters(RecordingReceiver receiver) =>
        [.. receiver.Told.Select(told => told[..told.IndexOf('/', StringComparison.Ordinal)])];
}
