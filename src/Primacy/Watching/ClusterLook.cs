using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// One look at a cluster: probe, think, and read the claimants a second time where that is asked for.
/// </summary>
internal static class ClusterLook
{
    public static async Task<ClusterStep> TakeAsync(
        ClusterOptions cluster,
        ClusterProbes probes,
        ClusterState state,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        await probes.LookAsync(patience, cancellation);
        var (name, declared, policy) = (cluster.Name, probes.Declared, cluster.Policy);
        var step = ClusterMachine.Step(
            name,
            declared,
            state,
            Sightings.FromProbes(probes.Newest),
            time.GetUtcNow(),
            policy
        );
        if (step.Reread.Count == 0)
            return step;
        await probes.ReadAgainAsync(step.Reread, cancellation);

        // What the first read showed is known: a claimant that is silent the second time may be a primary still.
        return ClusterMachine.Confirm(
            name,
            declared,
            step.State,
            Sightings.FromProbes(probes.Newest),
            time.GetUtcNow(),
            policy
        );
    }
}
