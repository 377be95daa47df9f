using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy;

/// <summary>
/// The heart: a look at a cluster and what was known before give what is known after and what is to be done. Pure: the
/// same history always gives the same events.
/// </summary>
public static class ClusterMachine
{
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="declared">Its members.</param>
    /// <param name="state">What was known before.</param>
    /// <param name="newest">The newest observation of each member that has one.</param>
    /// <param name="now">The time.</param>
    /// <param name="policy">What the operator decided.</param>
    /// <param name="isSecondRead">Whether the instances of <see cref="ClusterStep.Reread"/> were read again.</param>
    public static ClusterStep Step(
        string cluster,
        EquatableArray<Instance> declared,
        ClusterState state,
        IReadOnlyCollection<Observation> newest,
        DateTimeOffset now,
        ClusterPolicy policy,
        bool isSecondRead = false
    )
    {
        var memory = state.Memory.Remember(declared, newest);
        var view = memory.View(cluster, now, declared, newest);
        memory = memory.RememberUpstreams(view);
        var assessment = Analyzer.Analyze(view, policy.Analysis);
        if (!isSecondRead && Confirmation.Needed(assessment, state.Incidents) is { Count: > 0 } reread)
            return new(state with { Memory = memory }, view, assessment, [], reread);
        var (incidents, events) = IncidentBook.Step(state.Incidents, cluster, assessment, now, policy.Incidents);
        return new(new ClusterState(memory, incidents), view, assessment, events, []);
    }
}
