using Primacy.Analysis;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>
/// Who is on the wall and where, worked out for all onlookers together: thousands of clusters are looked at several
/// times a second, and hardly any of them changes its place.
/// </summary>
internal sealed class Wall(SnapshotFeed feed, WatchedClusters watched, TimeProvider time)
{
    static readonly TimeSpan OldAfterDefault = TimeSpan.FromSeconds(30);

    /// <summary>What is sent need not be newer.</summary>
    static readonly TimeSpan AgeMax = TimeSpan.FromMilliseconds(100);

    readonly Lock _gate = new();
    Dictionary<string, WallEntry> _entries = [];
    WallState _state = new([], [], default);
    long _at = long.MinValue;

    /// <summary>The state of now.</summary>
    /// <param name="isLive">Whether a state of a moment ago will do.</param>
    public WallState Now(bool isLive)
    {
        lock (_gate)
        {
            if (isLive && _at != long.MinValue && time.GetElapsedTime(_at) < AgeMax)
                return _state;
            Refresh();
            _at = time.GetTimestamp();
            return _state;
        }
    }

    void Refresh()
    {
        var (newest, now) = (feed.Newest, time.GetUtcNow());
        var options = new Dictionary<string, ClusterOptions>();
        foreach (var cluster in watched())
            options[cluster.Name] = cluster;
        var entries = new Dictionary<string, WallEntry>(Math.Max(options.Count, newest.Count));
        var isSame = true;
        foreach (var (name, snapshot) in newest)
        {
            var known = options.GetValueOrDefault(name);
            var isOld = now - snapshot.At > (known is null ? OldAfterDefault : Liveness.OldAfter(known));
            Add(name, known, snapshot.Assessment.Headline.Severity, isOld, null);
        }
        foreach (var (name, known) in options)
        {
            if (newest.ContainsKey(name))
                continue;
            var since = _entries.GetValueOrDefault(name)?.AwaitedSince ?? now;
            Add(name, known, VerdictModel.SeverityOfUnknown, now - since > Liveness.OldAfter(known), since);
        }
        if (isSame && entries.Count == _entries.Count)
            return;
        _entries = entries;
        _state = Sorted(entries.Values);

        void Add(string name, ClusterOptions? known, Severity severity, bool isOld, DateTimeOffset? awaitedSince)
        {
            var before = _entries.GetValueOrDefault(name);
            var isStill = before?.IsStill(known, severity, isOld, awaitedSince is not null) == true;
            isSame &= isStill;
            entries.Add(name, isStill ? before! : new WallEntry(name, known, severity, isOld, awaitedSince));
        }
    }

    static WallState Sorted(IReadOnlyCollection<WallEntry> entries) =>
        new(
            [
                .. entries
                    .Where(entry => entry.IsBroken)
                    .OrderByDescending(entry => entry.Gravity)
                    .ThenBy(entry => entry.Name, StringComparer.Ordinal),
            ],
            [
                .. entries
                    .Where(entry => !entry.IsBroken)
                    .OrderBy(entry => entry.AwaitedSince is null)
                    .ThenBy(entry => entry.Name, StringComparer.Ordinal),
            ],
            Tally.Of(entries.Select(entry => entry.Gravity))
        );
}
