using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Storytelling;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Storage;

/// <summary>The journal in one SQLite file of the state directory. Several loops may call it at once.</summary>
internal sealed class SqliteJournal : IJournal, IDisposable
{
    readonly JournalFile _file;
    readonly TimeProvider _time;
    Routing _routing = Routing.None;
    long _prunedAt = long.MinValue;

    SqliteJournal(JournalFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
        Deliveries = new SqliteDeliveries(file, time);
        Acts = new SqliteActs(file, time);
        Stories = new SqliteStories(file.Path);
        Roll = new SqliteRoll(file);
        Repairs = new SqliteRepairs(file);
    }

    /// <summary>What is still to be told.</summary>
    public SqliteDeliveries Deliveries { get; }

    /// <summary>What people do.</summary>
    public SqliteActs Acts { get; }

    /// <summary>What has become of incidents.</summary>
    public SqliteStories Stories { get; }

    /// <summary>Who is expected of what was found in Kubernetes.</summary>
    public SqliteRoll Roll { get; }

    /// <summary>What was done to end splits.</summary>
    public SqliteRepairs Repairs { get; }

    public string Path => _file.Path;

    /// <summary>Who is told of what. Set before the first append, and again after a reload.</summary>
    public Routing Routing
    {
        get => Volatile.Read(ref _routing);
        set => Volatile.Write(ref _routing, value);
    }

    /// <exception cref="JournalException">Directory or file cannot be used, or another process uses them.</exception>
    public static SqliteJournal Open(string directory, TimeProvider time)
    {
        var file = JournalFile.Open(directory);
        return new SqliteJournal(file, time);
    }

    public ClusterState Load(string cluster) =>
        _file.Read(connection => new ClusterState(
            RememberedRows.Read(connection, cluster),
            IncidentRows.Open(connection, cluster)
        ));

    public void Append(
        string cluster,
        ClusterMemory memory,
        EquatableArray<Incident> open,
        EquatableArray<IncidentEvent> events,
        ClusterView? look = null
    )
    {
        var now = _time.GetUtcNow();
        var routing = Routing;
        var isPruning = IsPruningDue();
        _file.Write(connection =>
        {
            RememberedRows.Write(connection, cluster, memory, now);
            IncidentRows.Write(connection, cluster, open, events);
            if (look is not null)
                LookRows.Insert(connection, look);
            foreach (var happened in events)
            {
                var id = EventRows.Insert(connection, happened);
                if (happened.IsNotified)
                    SqliteDeliveries.Insert(connection, id, happened, routing, now);
            }
            if (isPruning)
                Retention.Apply(connection, now);
        });
        if (routing.Receivers.Count > 0 && events.Any(e => e.IsNotified))
            Deliveries.Announce();
    }

    /// <summary>Incidents of all clusters, the newest first: open ones, and on request those that are over.</summary>
    public IReadOnlyList<Incident> Incidents(bool includeResolved, int limit, string? after = null) =>
        Incidents(new IncidentFilter(includeResolved ? IncidentState.All : IncidentState.Open), limit, after);

    /// <summary>Incidents that a filter lets through, the newest first.</summary>
    public IReadOnlyList<Incident> Incidents(IncidentFilter filter, int limit, string? after = null) =>
        _file.Read(connection => IncidentRows.Newest(connection, filter, limit, after));

    /// <summary>The incident with a key, open or over; null when none is kept.</summary>
    public Incident? Incident(string key) => _file.Read(connection => IncidentRows.Find(connection, key));

    /// <summary>What was known of a cluster at an instant.</summary>
    public PastLook Look(string cluster, DateTimeOffset at) =>
        _file.Read(connection => LookRows.At(connection, cluster, at));

    public void Dispose() => _file.Dispose();

    bool IsPruningDue()
    {
        var now = _time.GetTimestamp();
        var last = Volatile.Read(ref _prunedAt);
        return (last == long.MinValue || _time.GetElapsedTime(last, now) >= Retention.Every)
            && Interlocked.CompareExchange(ref _prunedAt, now, last) == last;
    }
}
