using Primacy.Analysis;
using Primacy.Repairing;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>What would be done about a cluster's split while there is one, and what was done lately.</summary>
internal sealed class PlanPiece(Repairs repairs, TimeProvider time)
{
    /// <summary>A run that ended is of interest for so long.</summary>
    static readonly TimeSpan RunKept = TimeSpan.FromHours(12);

    public IEnumerable<Piece> Of(ClusterSnapshot snapshot)
    {
        var run = RunOf(snapshot.Cluster);
        var isSplit = snapshot.Incidents.Any(incident => incident.Code is VerdictCode.MultiplePrimaries);
        if (!isSplit && run is null)
            return [];
        var model = isSplit
            ? PlanModel.Of(GlanceAt(snapshot), snapshot.Cluster, Claimants(snapshot), run)
            : new PlanModel { Cluster = snapshot.Cluster, Run = run is null ? null : RunModel.Of(run) };
        return [new Piece("plan", () => Fragments.Of(model))];
    }

    /// <summary>The primaries there are, by name.</summary>
    public static IReadOnlyList<string> Claimants(ClusterSnapshot snapshot) =>
        snapshot.Assessment.Of(VerdictCode.MultiplePrimaries) is Detection.Present { Verdict: var split }
            ? [.. split.Primaries.Select(primary => primary.Name)]
            : [];

    RepairRun? RunOf(string cluster)
    {
        try
        {
            return repairs.RunOf(cluster) is { } run && !(time.GetUtcNow() - run.EndedAt > RunKept) ? run : null;
        }
        // That the journal cannot be read is told where it cannot be written.
        catch (JournalException)
        {
            return null;
        }
    }

    ShownPlan? GlanceAt(ClusterSnapshot snapshot)
    {
        try
        {
            return repairs.Glance(snapshot);
        }
        catch (JournalException)
        {
            return null;
        }
    }
}
