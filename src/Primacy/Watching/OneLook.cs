namespace Primacy.Watching;

/// <summary>A single complete look at a cluster, without a journal: what <c>primacy check</c> does.</summary>
internal static class OneLook
{
    public static async Task<ClusterSnapshot> TakeAsync(
        ClusterOptions cluster,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var started = time.GetTimestamp();
        await using var probes = new ClusterProbes(cluster, time);

        // Every probe ends by its timeout, connecting included, so the patience need only be longer than that.
        var patience = 2 * cluster.Timeout;
        var step = await ClusterLook.TakeAsync(cluster, probes, ClusterState.Initial, patience, time, cancellation);
        return new ClusterSnapshot
        {
            Cluster = cluster.Name,
            At = time.GetUtcNow(),
            Cycle = 1,
            Took = time.GetElapsedTime(started),
            View = step.View,
            Assessment = step.Assessment,
            Incidents = step.State.Incidents,
            IsComplete = probes.IsComplete,
        };
    }
}
