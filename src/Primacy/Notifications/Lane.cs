using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// Tells one receiver what waits for it: incidents side by side, the events of one incident in order. Each receiver has
/// a lane of its own, so that one that hangs holds up no other.
/// </summary>
internal sealed partial class Lane(
    string receiver,
    INotifier notifier,
    IReadOnlyList<IDeliveries> stores,
    Reminders reminders,
    DeliveryMeter meter,
    LaneSurroundings around
) : IDisposable
{
    const int ConcurrencyMax = 8;
    static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    static readonly TimeSpan JournalPause = TimeSpan.FromSeconds(1);

    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    readonly ConcurrentDictionary<string, bool> _underway = new();
    readonly Settlements _settlements = new();
    readonly TimeProvider _time = around.Time;
    readonly ILogger _logger = around.Logger;
    Judge? _judge;
    TurnTaking? _turn;
    ExceptionDispatchInfo? _fault;
    bool _isJournalUnreadable;
    bool _isLoaded;

    public string Receiver => receiver;

    Judge Judge => _judge ??= new Judge(receiver, stores, _settlements, Muting, meter);

    IMuting? Muting => around.Turns is { } turns ? new TurnMuting(receiver, around.Muting, turns) : around.Muting;

    /// <summary>Null where there is one watcher only.</summary>
    TurnTaking? Turn =>
        _turn ??= around.Turns is { } turns
            ? new TurnTaking(receiver, turns, around.Muting, _settlements, reminders)
            : null;

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Runs until it is stopped, and then lets the attempts that are under way come to their end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var queue = new Queue(receiver, stores, _settlements);
        await using var timer = _time.CreateTimer(
            _ => Wake(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        await using var stopping = stop.Register(Wake);
        while (!stop.IsCancellationRequested)
        {
            timer.Change(StartWhatIsDue(queue), Timeout.InfiniteTimeSpan);
            await _wake.Reader.ReadAsync(CancellationToken.None);
            _fault?.Throw();
        }
        while (!_underway.IsEmpty)
            await _wake.Reader.ReadAsync(CancellationToken.None);
        _settlements.TryWriteAgain();
    }

    public void Dispose() => notifier.Dispose();

    /// <summary>Starts attempts and says after how long there is more to start if nothing wakes the lane.</summary>
    TimeSpan StartWhatIsDue(Queue queue)
    {
        var wait = _settlements.TryWriteAgain() ? Idle : JournalPause;
        var heads = queue.Heads(out var fault);
        fault ??= LoadReminders();
        if (fault is { })
            wait = JournalPause;
        if (fault is { } && !_isJournalUnreadable)
            Unreadable(receiver, fault.Message);
        _isJournalUnreadable = fault is { };

        var now = _time.GetUtcNow();
        // What is new of an incident goes before a reminder of what was.
        var due = heads
            .Concat(reminders.All.ExceptBy(heads.Select(head => head.Incident), one => one.Incident))
            .OrderBy(one => one.DueAt);
        foreach (var head in due)
        {
            if (head.DueAt > now)
                return wait < head.DueAt - now ? wait : head.DueAt - now;
            if (_underway.Count >= ConcurrencyMax || _underway.ContainsKey(head.Incident))
                continue;
            if (Pause(head, now) is { } pause)
                wait = wait < pause ? wait : pause;
            else if (_underway.TryAdd(head.Incident, true))
                _ = AttemptAsync(head);
        }
        return wait;
    }

    /// <summary>After how long there is more to do; null when it is to be told now.</summary>
    TimeSpan? Pause(Waiting head, DateTimeOffset now)
    {
        if (Turn?.IsPassed(head, now) is true)
            return TimeSpan.Zero;
        if (IsRefresh(head))
            return around.Turns is { MayRepeat: false } ? Idle : null;
        if (Judge.Pause(head, now) is { } pause)
        {
            Turn?.SayMuted(head, now);
            return pause;
        }
        return Turn?.IsHeld(head, now) is true ? TimeSpan.Zero : null;
    }

    /// <summary>
    /// Who takes for over what he hears no more of goes on hearing of it while it is muted: people are told no more
    /// for that, and would be told that it is over.
    /// </summary>
    bool IsRefresh(Waiting head) => head.Delivery.IsRepeat && notifier.Refresh is { };

    JournalException? LoadReminders()
    {
        if (_isLoaded)
            return null;
        try
        {
            reminders.Load(receiver, stores);
            _isLoaded = true;
            return null;
        }
        catch (JournalException fault)
        {
            return fault;
        }
    }

    async Task AttemptAsync(Waiting head)
    {
        try
        {
            var delivery = head.Delivery.IsRepeat ? reminders.Refreshed(head) : head.Delivery;
            var told = delivery is { } && Turn is { } turn ? await turn.ClaimAsync(delivery) : delivery;
            if (told is { })
                Settle(head with { Delivery = delivery! }, await notifier.DeliverAsync(told));
        }
        catch (Exception fault)
        {
            // A programmer's error: it goes up through the lane's loop, where the process hears of it.
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
        finally
        {
            _underway.TryRemove(head.Incident, out _);
            Wake();
        }
    }

    void Settle(Waiting head, DeliveryOutcome outcome)
    {
        var (store, delivery, _) = head;
        switch (outcome)
        {
            case DeliveryOutcome.Taken taken:
                _settlements.Delivered(store, delivery);
                if (!delivery.IsRepeat)
                    Turn?.Told(delivery);
                reminders.Add(store, delivery, _time.GetUtcNow());
                meter.Count(receiver, delivery.IsRepeat ? "repeated" : "delivered");
                if (!delivery.IsRepeat)
                    Told(receiver, delivery.Event.Kind, head.Incident);
                if (taken.But is { } but)
                    ToldInPart(receiver, but, head.Incident);
                break;
            case DeliveryOutcome.Failed failed:
                Postpone(head, outcome, failed.Why);
                meter.Count(receiver, "failed");
                break;
            case DeliveryOutcome.Refused refused:
                Postpone(head, outcome, refused.Why);
                meter.Count(receiver, "refused");
                break;
        }
    }

    void Postpone(Waiting head, DeliveryOutcome outcome, string why)
    {
        var (store, delivery, _) = head;
        var now = _time.GetUtcNow();
        if (!delivery.IsRepeat && now - Judge.DueSince(delivery, now) >= RetryPolicy.GiveUpAfter)
        {
            _settlements.Abandon(store, delivery, why);
            meter.Count(receiver, "abandoned");
            GivenUp(receiver, delivery.Event.Kind, head.Incident, why);
            return;
        }
        var pause = RetryPolicy.Pause(outcome, delivery.Attempts, Random.Shared.NextDouble());
        if (delivery.IsRepeat)
            reminders.Postpone(head, now + pause);
        else
            _settlements.Postpone(store, delivery, now + pause, why);
        // One line for each doubling of the attempts: the first is heard of at once, the thousandth fills no disk.
        if (!BitOperations.IsPow2(delivery.Attempts + 1))
            return;
        if (outcome is DeliveryOutcome.Refused)
            NotAccepted(receiver, why, head.Incident);
        else
            NotReached(receiver, why, head.Incident, delivery.Attempts + 1);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Receiver} was told: {Kind} {Incident}")]
    partial void Told(string receiver, Incidents.IncidentEventKind kind, string incident);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Receiver} was told of {Incident}, but it {But}")]
    partial void ToldInPart(string receiver, string but, string incident);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Receiver} {Why}; {Incident} stays in the outbox and is tried again (attempt {Attempt} was in vain)"
    )]
    partial void NotReached(string receiver, string why, string incident, int attempt);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Receiver} {Why}: check the receiver's configuration; {Incident} stays in the outbox"
    )]
    partial void NotAccepted(string receiver, string why, string incident);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Receiver} could not be told for three days: {Kind} {Incident} ({Why}); it is given up"
    )]
    partial void GivenUp(string receiver, Incidents.IncidentEventKind kind, string incident, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "What waits for {Receiver} cannot be read: {Why}")]
    partial void Unreadable(string receiver, string why);
}
