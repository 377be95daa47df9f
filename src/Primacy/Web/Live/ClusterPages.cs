using Primacy.Acting;
using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>The pages of the clusters, as they are now.</summary>
internal sealed class ClusterPages(
    SnapshotFeed feed,
    WatchedClusters watched,
    MuteBook book,
    ClusterParts parts,
    TimeProvider time
)
{
    /// <summary>Where all pieces of the page stand.</summary>
    public const string Region = "page";

    /// <summary>What is muted, and told, changes without a look.</summary>
    static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(1);

    /// <summary>The page of one cluster, or null where there is none.</summary>
    public ShowPage? Find(string cluster, int hours)
    {
        if (!feed.Newest.ContainsKey(cluster) && OptionsOf(cluster) is null)
            return null;
        (ClusterSnapshot? Of, Mutes Mutes, long At, LivePage Page)? last = null;
        return isLive =>
        {
            var (snapshot, mutes) = (feed.Newest.GetValueOrDefault(cluster), book.Mutes);
            if (
                last is { } known
                && isLive
                && (known.Of, known.Mutes) == (snapshot, mutes)
                && time.GetElapsedTime(known.At) < AgeMax
            )
                return known.Page;
            var page = Show(cluster, snapshot, hours, isLive);
            last = (snapshot, mutes, time.GetTimestamp(), page);
            return page;
        };
    }

    LivePage Show(string cluster, ClusterSnapshot? snapshot, int hours, bool isLive)
    {
        var options = OptionsOf(cluster);
        var oldAfter = options is null ? TimeSpan.FromSeconds(30) : Liveness.OldAfter(options);
        var policy = (options?.Policy ?? ClusterPolicy.Default).Incidents;
        var drawn = parts.Lanes.Of(cluster, hours, oldAfter + Liveness.LooksKeptEvery, snapshot);
        var roles = new Piece("roles", () => Fragments.Of(drawn));
        if (snapshot is null)
        {
            var unknown = VerdictModel.NotLookedAt(cluster, oldAfter);
            return new LivePage(Title(unknown), [new(Region, [new("verdict", () => Fragments.Of(unknown)), roles])]);
        }
        var verdict = VerdictModel.Of(snapshot, policy, oldAfter, (time.GetUtcNow(), isLive));
        var shown = isLive ? (DateTimeOffset?)null : time.GetUtcNow();
        return new LivePage(
            Title(verdict),
            [
                new(
                    Region,
                    [
                        new("verdict", () => Fragments.Of(verdict)),
                        .. parts.Plan.Of(snapshot),
                        .. ClusterPieces.Drawn(snapshot),
                        roles,
                        .. ClusterPieces.Told(snapshot, Incidents(snapshot, policy, shown), shown),
                    ]
                ),
            ]
        );
    }

    IncidentList Incidents(ClusterSnapshot snapshot, IncidentPolicy policy, DateTimeOffset? shown) =>
        new(
            snapshot.Cluster,
            [
                .. snapshot.Incidents.Select(incident =>
                    IncidentLine.Of(incident, book.Over(incident, time.GetUtcNow()), shown) with
                    {
                        Waits = Advice.WaitOf(incident, policy),
                        Deliveries = parts.Told.Of(incident.Key),
                    }
                ),
            ]
        );

    ClusterOptions? OptionsOf(string cluster) => watched().FirstOrDefault(one => one.Name == cluster);

    static string Title(VerdictModel verdict) => $"{verdict.Icon} {verdict.Name}: {verdict.Label} - Primacy";
}
