using Primacy.Incidents;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Hosting;

/// <summary>A journal whose first reading goes wrong in any way a test wants.</summary>
sealed class BrokenJournal(Func<Exception> fault) : IJournal
{
    public ClusterState Load(string cluster) => throw fault();

    public void Append(
        string cluster,
        ClusterMemory memory,
        EquatableArray<Incident> open,
        EquatableArray<IncidentEvent> events,
        ClusterView? look = null
    ) => throw fault();
}
