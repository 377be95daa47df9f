using Primacy.Incidents;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Watching;

/// <summary>A journal that keeps in memory which looks it was given.</summary>
sealed class RecordingJournal : IJournal
{
    public List<ClusterView> Looks { get; } = [];

    public ClusterState Load(string cluster) => ClusterState.Initial;

    public void Append(
        string cluster,
        ClusterMemory memory,
        EquatableArray<Incident> open,
        EquatableArray<IncidentEvent> events,
        ClusterView? look = null
    ) => Looks.Add(look!);
}
