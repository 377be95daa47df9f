using System.Runtime.CompilerServices;
using Primacy.Acting;
using Primacy.Watching;
using Primacy.Web.Pages;
using RazorSlices;

namespace Primacy.Web;

/// <summary>The cards of all clusters, rendered once for everybody who looks on.</summary>
internal sealed class Cards(
    SnapshotFeed feed,
    WatchedClusters watched,
    MuteBook book,
    LeadershipState leadership,
    TimeProvider time
)
{
    readonly ConditionalWeakTable<ClusterSnapshot, RenderedCard> _rendered = [];

    public PageModel Page()
    {
        var now = time.GetUtcNow();
        var newest = feed.Newest;
        var options = watched().ToDictionary(cluster => cluster.Name);
        var looked = newest.Values.Select(snapshot =>
            ClusterCard.Of(snapshot, OldAfter(options, snapshot.Cluster), one => book.Over(one, now), now)
        );
        var awaited = options
            .Values.Where(cluster => !newest.ContainsKey(cluster.Name))
            .Select(cluster => ClusterCard.NotLookedAt(cluster.Name, Liveness.OldAfter(cluster)));
        // The gravest first: where a thousand clusters are watched, nobody looks at the end of the page.
        var sorted = looked
            .Concat(awaited)
            .OrderByDescending(card => card.Severity)
            .ThenBy(card => card.Name, StringComparer.Ordinal);
        return new PageModel([.. sorted], now) { Leadership = leadership().Sentence };
    }

    /// <summary>What is said of all clusters together, without making their cards.</summary>
    public (IReadOnlyList<string> Names, Tally Tally) Summary()
    {
        var newest = feed.Newest;
        var awaited = watched().Select(cluster => cluster.Name).Where(name => !newest.ContainsKey(name)).ToArray();
        var severities = newest
            .Values.Select(snapshot => snapshot.Assessment.Headline.Severity)
            .Concat(awaited.Select(_ => ClusterCard.SeverityOfUnknown));
        return ([.. newest.Keys, .. awaited], Tally.Of(severities));
    }

    /// <summary>
    /// The card of a snapshot, with the ages of its first rendering; the script counts them on. What is muted since is
    /// another card.
    /// </summary>
    public Task<string> Html(ClusterSnapshot snapshot)
    {
        var mutes = book.Mutes;
        if (_rendered.TryGetValue(snapshot, out var known) && ReferenceEquals(known.Mutes, mutes))
            return known.Html;
        var (options, now) = (watched().ToDictionary(cluster => cluster.Name), time.GetUtcNow());
        var card = ClusterCard.Of(snapshot, OldAfter(options, snapshot.Cluster), one => book.Over(one, now), now);
        var rendered = new RenderedCard(mutes, Fragments.Of(card).RenderAsync().AsTask());
        _rendered.AddOrUpdate(snapshot, rendered);
        return rendered.Html;
    }

    static TimeSpan OldAfter(Dictionary<string, ClusterOptions> options, string cluster) =>
        options.TryGetValue(cluster, out var known) ? Liveness.OldAfter(known) : TimeSpan.FromSeconds(30);
}
