using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Primacy.Incidents;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// Tells every receiver everything at least once. What is journaled is found again after a kill -9; what could not be
/// journaled is told from memory.
/// </summary>
internal sealed partial class Outbox : IDisposable
{
    /// <summary>Who was told before cannot be known while the journal is out of order.</summary>
    static readonly IReadOnlySet<string> NobodyBefore = new HashSet<string>();

    readonly IDeliveries _journaled;
    readonly MemoryDeliveries _unjournaled;
    readonly IMuting? _muting;
    readonly ITurns? _turns;
    readonly DeliveryMeter _meter;
    readonly TimeProvider _time;
    readonly ILogger<Outbox> _logger;

    /// <summary>
    /// Those that are still to be started, also when the next reload has overtaken them: who starts a lane disposes it.
    /// </summary>
    readonly Channel<Generation> _generations = Channel.CreateUnbounded<Generation>();
    Generation _generation = new([]);
    Routing _routing = Routing.None;

    public Outbox(
        IDeliveries journaled,
        TimeProvider time,
        IMeterFactory meters,
        ILogger<Outbox> logger,
        IMuting? muting = null,
        ITurns? turns = null
    )
    {
        _journaled = journaled;
        _muting = muting;
        _turns = turns;
        _unjournaled = new MemoryDeliveries(time);
        _meter = new DeliveryMeter(meters, Backlogs, time);
        _time = time;
        _logger = logger;
        _journaled.Added += Wake;
        _unjournaled.Added += Wake;
        if (muting is not null)
            muting.Changed += JudgeAnew;
        if (turns is not null)
            turns.Changed += JudgeAnew;
    }

    /// <summary>Who is told of what.</summary>
    public Routing Routing => Volatile.Read(ref _routing);

    IReadOnlyList<string> Receivers => Routing.Receivers;

    Generation Current => Volatile.Read(ref _generation);

    /// <summary>Sets who is told, at the start and after a reload. What waits for those who stay is kept.</summary>
    /// <param name="options">The receivers that have names, and the routes to them.</param>
    /// <param name="webhooks">Those that have none, and are told of everything.</param>
    /// <param name="clusters">The clusters that are watched, and their labels.</param>
    /// <param name="page">Where the page is that alerts point to; null when none is served.</param>
    public void Use(
        NotificationOptions options,
        IReadOnlyList<WebhookOptions> webhooks,
        IReadOnlyDictionary<string, EquatableArray<ClusterLabel>> clusters,
        Uri? page
    )
    {
        Receiver[] unnamed = [.. Notifications.Receivers.Named(webhooks), .. options.Own];
        var receivers = unnamed.Concat(options.Receivers).ToArray();
        var routing = new Routing(receivers, unnamed.Select(receiver => receiver.Name), options.Routes, clusters);
        Volatile.Write(ref _routing, routing);
        Lane[] lanes = [.. receivers.Select(receiver => Open(receiver, routing, options.ExternalUrl ?? page))];
        var generation = new Generation(lanes);
        Interlocked.Exchange(ref _generation, generation).Retire();
        _generations.Writer.TryWrite(generation);
    }

    /// <summary>
    /// Delivers until it is stopped, or until a lane fails; what is under way then comes to its end first, also what
    /// began before the last reload.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var newest = new Dictionary<string, Task>();
        try
        {
            await foreach (var generation in _generations.Reader.ReadAllAsync(ends.Token))
                generation.Start(newest, ends);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // That is how it is stopped. Why a lane failed is heard of below.
        }
        await Task.WhenAll(newest.Values);
    }

    /// <summary>Tells what could not be journaled, from memory: alerts fail open.</summary>
    public void DeliverUnjournaled(EquatableArray<IncidentEvent> events)
    {
        var dropped = _unjournaled.Add(events, happened => Routing.Of(happened, NobodyBefore));
        if (dropped == 0)
            return;
        _meter.Count("any", "dropped", dropped);
        Dropped(dropped);
    }

    public void Dispose()
    {
        _journaled.Added -= Wake;
        if (_muting is not null)
            _muting.Changed -= JudgeAnew;
        if (_turns is not null)
            _turns.Changed -= JudgeAnew;
        // The lanes of all others are disposed by themselves, since they may still be at work.
        while (_generations.Reader.TryRead(out var generation))
            generation.Dispose();
    }

    Lane Open(Receiver receiver, Routing routing, Uri? page)
    {
        var notifier = receiver.Options.Open(
            new NotifierContext(receiver.Name, page, _time) { Words = receiver.Words }
        );
        return new Lane(
            receiver.Name,
            notifier,
            [_unjournaled, _journaled],
            new Reminders(incident => routing.Repeat(receiver.Name, notifier.Refresh, incident)),
            _meter,
            new LaneSurroundings(_time, _logger, _muting, _turns)
        )
        {
            Groups = notifier is IGroupNotifier ? new Groups(receiver.Grouping, routing.LabelsOf) : Groups.None,
        };
    }

    /// <summary>What was held back is due when what mutes it has changed; most of it is held again.</summary>
    void JudgeAnew()
    {
        _unjournaled.Release();
        try
        {
            _journaled.Release();
        }
        catch (JournalException)
        {
            // It is judged when what mutes it would have ended.
        }
        Wake();
    }

    void Wake()
    {
        foreach (var lane in Current.Lanes)
            lane.Wake();
    }

    IEnumerable<(string, Backlog)> Backlogs()
    {
        foreach (var receiver in Receivers)
        {
            var memory = _unjournaled.Waiting(receiver);
            Backlog journal;
            try
            {
                journal = _journaled.Waiting(receiver);
            }
            catch (JournalException)
            {
                // That the journal cannot be read is a metric of its own.
                continue;
            }
            yield return (receiver, new Backlog(memory.Count + journal.Count, Min(memory.Oldest, journal.Oldest)));
        }
    }

    static DateTimeOffset? Min(DateTimeOffset? one, DateTimeOffset? other) =>
        other is null || one < other ? one : other;

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Count} notifications are lost: neither the journal nor the memory has room for them"
    )]
    partial void Dropped(int count);
}
