using Primacy.Analysis;
using Primacy.Claims;

namespace Primacy.Watching;

/// <summary>A single complete look at a cluster, without a journal: what <c>primacy check</c> does.</summary>
internal static class OneLook
{
    /// <summary>Histories first, then the WAL of those that histories do not tell apart, and once more.</summary>
    const int RoundsMax = 3;

    public static async Task<ClusterSnapshot> TakeAsync(
        ClusterOptions cluster,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var started = time.GetTimestamp();
        await using var lookout = new Lookout(cluster, time, time);

        // Every probe ends by its timeout, connecting included, so the patience need only be longer than that.
        var patience = 2 * cluster.Timeout;
        var step = await lookout.LookAsync(ClusterState.Initial, patience, cancellation);
        var isManaged = cluster.Managers != ManagerOptions.None;
        for (var round = 0; round < RoundsMax && ((isManaged && round == 0) || IsWorthMore(step)); round++)
            step = await lookout.ReconsiderAsync(step.State, patience, cancellation);
        return new ClusterSnapshot
        {
            Cluster = cluster.Name,
            At = time.GetUtcNow(),
            Cycle = 1,
            Took = time.GetElapsedTime(started),
            View = step.View,
            Assessment = step.Assessment,
            Incidents = step.State.Incidents,
            IsComplete = lookout.IsComplete,
        };
    }

    static bool IsWorthMore(ClusterStep step) =>
        step.Inquiries.Count > 0 && step.Assessment.Headline.Severity is Severity.Critical;
}
