using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// Tells one receiver what waits for it: incidents side by side or in one message, the events of one incident in order.
/// Each receiver has a lane of its own, so that one that hangs holds up no other.
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
    readonly ConcurrentDictionary<GroupKey, bool> _underway = new();
    readonly Settlements _settlements = new();
    readonly TimeProvider _time = around.Time;
    readonly ILogger _logger = around.Logger;
    Aftermath? _aftermath;
    Judge? _judge;
    TurnTaking? _turn;
    ExceptionDispatchInfo? _fault;
    bool _isJournalUnreadable;
    bool _isLoaded;

    public string Receiver => receiver;

    /// <summary>What is told together.</summary>
    public Groups Groups { get; init; } = Groups.None;

    Aftermath Aftermath =>
        _aftermath ??= new Aftermath(receiver, _settlements, reminders, meter, Groups, around)
        {
            Turn = Turn,
            Muting = Muting,
        };

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
        var queue = new Queue(receiver, stores, _settlements, Groups.SizeMax);
        await using var timer = _time.CreateTimer(
            _ => Wake(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        await using var stopping = stop.Register(Wake);
        try
        {
            while (!stop.IsCancellationRequested && _fault is null)
            {
                timer.Change(StartWhatIsDue(queue), Timeout.InfiniteTimeSpan);
                await _wake.Reader.ReadAsync(CancellationToken.None);
            }
        }
        finally
        {
            // Whatever ends it: who is still being told must not lose the notifier, nor be told again by the next lane.
            while (!_underway.IsEmpty)
                await _wake.Reader.ReadAsync(CancellationToken.None);
        }
        _settlements.TryWriteAgain();
        _fault?.Throw();
    }

    public void Dispose() => notifier.Dispose();

    /// <summary>Starts attempts and says after how long there is more to start if nothing wakes the lane.</summary>
    TimeSpan StartWhatIsDue(Queue queue)
    {
        var wait = _settlements.TryWriteAgain() ? Idle : JournalPause;
        // Of all that is due by then none comes after the reading, and would miss the message that it belongs to.
        var now = _time.GetUtcNow();
        // What ends while the queue is read is settled, and stands there as it was. Its end wakes the lane once more.
        var underway = _underway.Keys.ToHashSet();
        var heads = queue.Heads(now, out var fault);
        fault ??= LoadReminders();
        if (fault is { })
            wait = JournalPause;
        if (fault is { } && !_isJournalUnreadable)
            Unreadable(receiver, fault.Message);
        _isJournalUnreadable = fault is { };

        // What is new of an incident goes before a reminder of what was.
        var groups = heads
            .Concat(reminders.All.ExceptBy(heads.Select(head => head.Incident), one => one.Incident))
            .OrderBy(one => one.DueAt)
            .GroupBy(Groups.KeyOf);
        foreach (var group in groups)
        {
            var pause = Groups.ReadyAt(group) - now;
            if (pause <= TimeSpan.Zero)
            {
                if (_underway.Count >= ConcurrencyMax || underway.Contains(group.Key))
                    continue;
                pause = StartGroup(group.Key, group, now);
            }
            wait = wait < pause ? wait : pause;
        }
        return wait;
    }

    /// <summary>Starts an attempt for what may be told of a group, and says after how long to look again.</summary>
    TimeSpan StartGroup(GroupKey key, IEnumerable<Waiting> group, DateTimeOffset now)
    {
        var (wait, told) = (Idle, new List<Waiting>());
        foreach (var head in group.Where(head => Groups.GoesAlong(head, now)).Take(Groups.SizeMax))
        {
            if (Pause(head, now) is not { } pause)
                told.Add(head);
            else if (pause < wait)
                wait = pause;
        }
        // What made it time for a message may be muted.
        var early = told.Count > 0 ? Groups.ReadyAt(told) - now : Idle;
        if (early <= TimeSpan.Zero && _underway.TryAdd(key, true))
            _ = AttemptAsync(key, told);
        return early > TimeSpan.Zero && early < wait ? early : wait;
    }

    /// <summary>After how long there is more to do; null when it is to be told now.</summary>
    TimeSpan? Pause(Waiting head, DateTimeOffset now)
    {
        if (Turn?.IsPassed(head, now) is true)
            return TimeSpan.Zero;
        if (IsRefresh(head))
            return around.Turns?.MayRepeat(receiver, head.Delivery.Event.Incident) is false ? Idle : null;
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

    async Task AttemptAsync(GroupKey key, IReadOnlyList<Waiting> group)
    {
        try
        {
            var claims = await Task.WhenAll(group.Select(ClaimAsync));
            var told = claims.Where(claim => claim.Told is { }).ToArray();
            if (told.Length > 0)
                Aftermath.Settle(
                    [.. told.Select(one => one.Head)],
                    await DeliverAsync(key, [.. told.Select(one => one.Told!)])
                );
        }
        catch (Exception fault)
        {
            // A programmer's error: it goes up through the lane's loop, where the process hears of it.
            _fault = ExceptionDispatchInfo.Capture(fault);
        }
        finally
        {
            _underway.TryRemove(key, out _);
            Wake();
        }
    }

    /// <summary>It as it is now, and under the key by which it is told; null when it is not told here.</summary>
    async Task<(Waiting Head, Delivery? Told)> ClaimAsync(Waiting head)
    {
        var delivery = head.Delivery.IsRepeat ? reminders.Refreshed(head) : head.Delivery;
        if (delivery is null)
            return (head, null);
        return (head with { Delivery = delivery }, Turn is { } turn ? await turn.ClaimAsync(delivery) : delivery);
    }

    Task<DeliveryOutcome> DeliverAsync(GroupKey key, IReadOnlyList<Delivery> told) =>
        told.Count > 1 && notifier is IGroupNotifier one
            ? one.DeliverAsync(new Batch(key.Labels, told))
            : notifier.DeliverAsync(told[0]);

    [LoggerMessage(Level = LogLevel.Error, Message = "What waits for {Receiver} cannot be read: {Why}")]
    partial void Unreadable(string receiver, string why);
}
