using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// Writes down what a cluster's watcher knows, when that is worth a write; people are told from the journal. When it
/// cannot be written they are told from memory, and the write is tried again with every look until it succeeds. A
/// watcher that takes another's place gets the keeper of that one, and so loses nothing of what could not be written.
/// </summary>
internal sealed partial class JournalKeeper(
    string cluster,
    IJournal journal,
    TellFromMemory tell,
    TimeProvider time,
    ILogger<JournalKeeper> logger
)
{
    /// <summary>
    /// Positions grow all the time; remembering them to this age is enough to say where an instance was.
    /// </summary>
    static readonly TimeSpan PositionAgeMax = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Events that wait for a journal that cannot be written; the oldest of more are only told, not kept.
    /// </summary>
    const int WaitingEventsMax = 1000;

    /// <summary>What the journal would have if all had been written; null before it was first read.</summary>
    ClusterState? _newest;

    ClusterMemory _written = ClusterMemory.Empty;
    ClusterView? _look;
    DateTimeOffset _writtenAt = DateTimeOffset.MinValue;
    EquatableArray<IncidentEvent> _waiting = [];

    /// <summary>Why the journal cannot be written now; null when it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>What a watcher begins with: the journal's state, or the newest where the journal lacks it.</summary>
    /// <exception cref="JournalException">
    /// The journal cannot be read, and this is the cluster's first watcher: nobody knows which incidents are open.
    /// </exception>
    public ClusterState Load()
    {
        // The first look of a new watcher is written, whatever it shows: its cluster may be declared in another way.
        _look = null;
        if (Fault is not null && _newest is { } unwritten)
            return AsJournaled(unwritten);
        try
        {
            var state = journal.Load(cluster);
            (_newest, _written) = (state, state.Memory);
            return state;
        }
        catch (JournalException fault) when (_newest is not null)
        {
            LogUnread(cluster, fault.Message);
            return AsJournaled(_newest);
        }
    }

    /// <summary>No more than a journal keeps: what a look knows for the next look alone is not handed on.</summary>
    static ClusterState AsJournaled(ClusterState state) => new(state.Memory, state.Incidents);

    /// <summary>Writes down what a look showed and led to, if it is worth a write.</summary>
    public void Keep(ClusterStep step)
    {
        var (state, events) = (step.State, step.Events);
        _newest = state;
        var isDue = events.Count > 0 || _waiting.Count > 0 || Fault is not null;
        if (!isDue && !IsNews(state.Memory) && !LookNews.IsIn(step.View, _look))
            return;
        try
        {
            journal.Append(cluster, state.Memory, state.Incidents, [.. _waiting, .. events], step.View);
            if (Fault is not null)
                LogRecovered(cluster);
            (_written, _look, _writtenAt, _waiting, Fault) = (state.Memory, step.View, time.GetUtcNow(), [], null);
        }
        catch (JournalException fault)
        {
            if (Fault is null)
                LogFault(cluster, fault.Message);
            Fault = fault.Message;
            _waiting = _waiting.Concat(events).TakeLast(WaitingEventsMax).ToEquatableArray();
            if (events.Count > 0)
                tell(events);
        }
    }

    bool IsNews(ClusterMemory memory)
    {
        if (
            memory.System != _written.System
            || memory.Instances.Count != _written.Instances.Count
            || (time.GetUtcNow() - _writtenAt).Duration() > PositionAgeMax
        )
            return true;
        for (var i = 0; i < memory.Instances.Count; i++)
        {
            if (IsNews(memory.Instances[i], _written.Instances[i]))
                return true;
        }
        return false;
    }

    /// <summary>Whether anything differs but the position.</summary>
    static bool IsNews(Remembered now, Remembered written) =>
        written != now with { Lsn = written.Lsn, LsnAdvancedAt = written.LsnAdvancedAt, SeenAt = written.SeenAt };

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Cluster}: the journal cannot be written; alerts go out from memory until it can. {Fault}"
    )]
    partial void LogFault(string cluster, string fault);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Cluster}: the journal cannot be read; the changed cluster is watched on from memory. {Fault}"
    )]
    partial void LogUnread(string cluster, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: the journal can be written again")]
    partial void LogRecovered(string cluster);
}
