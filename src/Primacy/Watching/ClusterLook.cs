using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>One look at a cluster: probe, think, and read the claimants a second time where that is asked for.</summary>
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
        var step = Step(isSecondRead: false);
        if (step.Reread.Count == 0)
            return step;
        // What the first read showed is known: a claimant that is silent the second time may be a primary still.
        state = step.State;
        await probes.ReadAgainAsync(step.Reread, cancellation);
        return Step(isSecondRead: true);

        ClusterStep Step(bool isSecondRead) =>
            ClusterMachine.Step(
                cluster.Name,
                probes.Declared,
                state,
                probes.Newest,
                time.GetUtcNow(),
                cluster.Policy,
                isSecondRead
            );
    }
}
