using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy;

/// <summary>All that a cluster's watcher carries from one look to the next, and across restarts.</summary>
/// <param name="Memory">What is remembered of the instances.</param>
/// <param name="Incidents">The incidents that are pending or firing.</param>
public sealed record ClusterState(ClusterMemory Memory, EquatableArray<Incident> Incidents)
{
    /// <summary>
    /// Until when the cluster is looked at oftener, since promotions follow what is unusual. A journal need not keep
    /// it.
    /// </summary>
    public DateTimeOffset? AttentiveUntil { get; init; }

    /// <summary>
    /// When the newest look was taken. A journal need not keep it: nobody looked while the watcher was down.
    /// </summary>
    public DateTimeOffset? LookedAt { get; init; }

    public static ClusterState Initial { get; } = new(ClusterMemory.Empty, default);
}
