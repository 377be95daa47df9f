using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>
/// What must survive a kill -9: what is remembered, incidents, and what has to be told. An append is durable when it
/// returns, all of it or nothing; it throws <see cref="JournalException"/> when it cannot be.
/// </summary>
internal interface IJournal
{
    /// <summary>
    /// The state of a cluster as last appended; <see cref="ClusterState.Initial"/> when there is none.
    /// </summary>
    ClusterState Load(string cluster);

    /// <summary>
    /// Writes down, in one transaction, what is remembered, the incidents after the events, the events themselves, and
    /// one delivery to each notifier for every event that is to be told; and the look they come from, when given.
    /// </summary>
    void Append(
        string cluster,
        ClusterMemory memory,
        EquatableArray<Incident> open,
        EquatableArray<IncidentEvent> events,
        ClusterView? look = null
    );
}
