using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>The pieces of a cluster's page that follow from its newest look.</summary>
internal static class ClusterPieces
{
    public static IEnumerable<Piece> Drawn(ClusterSnapshot snapshot)
    {
        if (ForkDrawing.Of(snapshot.Cluster, ForkBranches.Of(snapshot)) is { } fork)
            yield return new Piece("fork", () => Fragments.Of(fork));
        var topology = TopologyDrawing.Of(snapshot);
        yield return new Piece("topology", () => Fragments.Of(topology));
    }

    public static IEnumerable<Piece> Told(ClusterSnapshot snapshot, IncidentList incidents, DateTimeOffset? shown)
    {
        var table = InstanceTable.Of(snapshot.Cluster, InstanceRows.Of(snapshot, shown));
        yield return new Piece("instances", () => Fragments.Of(table));
        if (snapshot.View.Testimony.Claims.Count > 0)
        {
            var claims = ClaimTable.Of(snapshot.View);
            yield return new Piece("claims", () => Fragments.Of(claims));
        }
        if (incidents.Lines.Count > 0)
            yield return new Piece("incidents", () => Fragments.Of(incidents));
        var evidence = EvidenceList.For(
            snapshot.Assessment.Headline.Code.Slug,
            EvidencePart.Of(Explanation.Of(snapshot.View, snapshot.Assessment))
        );
        yield return new Piece("evidence", () => Fragments.Of(evidence));
    }
}
