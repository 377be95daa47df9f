using System.Collections.Concurrent;
using Primacy.Analysis;
using Primacy.Watching;

namespace Primacy.Web;

/// <summary>
/// Whether every watcher still looks. The process may run and a loop of it hang: then nothing it shows is worth
/// anything, and its supervisor should start it again.
/// </summary>
internal sealed class Liveness(SnapshotFeed feed, WatchedClusters watched, TimeProvider time)
{
    const int IntervalsMax = 10;
    static readonly TimeSpan Least = TimeSpan.FromSeconds(30);

    /// <summary>How seldom a look at which nothing had changed is kept in the journal, and a little more.</summary>
    public static readonly TimeSpan LooksKeptEvery = TimeSpan.FromSeconds(45);

    readonly ConcurrentDictionary<string, DateTimeOffset> _awaitedSince = new();

    /// <summary>How old evidence may be before it says nothing of now.</summary>
    public static TimeSpan OldAfter(ClusterOptions cluster) =>
        cluster.Interval * IntervalsMax > Least ? cluster.Interval * IntervalsMax : Least;

    /// <summary>A sentence for each cluster that is not looked at any more; empty while all are.</summary>
    public IReadOnlyList<string> Silent()
    {
        var now = time.GetUtcNow();
        var newest = feed.Newest;
        return
        [
            .. watched()
                .Select(cluster => (cluster.Name, OldAfter: OldAfter(cluster), Since: Since(cluster.Name)))
                .Where(cluster => now - cluster.Since > cluster.OldAfter)
                .Select(cluster => $"{cluster.Name} has not been looked at for {Wording.Elapsed(now - cluster.Since)}"),
        ];

        DateTimeOffset Since(string cluster) =>
            newest.TryGetValue(cluster, out var snapshot) ? snapshot.At : _awaitedSince.GetOrAdd(cluster, now);
    }

    /// <summary>A sentence for each cluster of which some member has not been probed to an outcome yet.</summary>
    public IReadOnlyList<string> Incomplete()
    {
        var newest = feed.Newest;
        return
        [
            .. watched()
                .Where(cluster => newest.GetValueOrDefault(cluster.Name) is not { IsComplete: true })
                .Select(cluster => $"{cluster.Name} has not been looked at in full yet"),
        ];
    }
}
