using Primacy.Incidents;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Watching;

/// <summary>A journal that keeps in memory what it was given, and can be out of order.</summary>
sealed class RecordingJournal : IJournal
{
    ClusterState _state = ClusterState.Initial;

    public List<ClusterView> Looks { get; } = [];

    public List<IncidentEvent> Events { get; } = [];

    public bool IsReadable { get; set; } = true;

    public bool IsWritable { get; set; } = true;

    public ClusterState Load(string cluster) => IsReadable ? _state : throw new JournalException("The disk fails.");

    public void Append(
        string cluster,
        ClusterMemory memory,
        EquatableArray<Incident> open,
        EquatableArray<IncidentEvent> events,
        ClusterView? look = null
    )
    {
        if (!IsWritable)
            throw new JournalException("The disk is full.");
        _state = new ClusterState(memory, open);
        Looks.Add(look!);
        Events.AddRange(events);
    }
}
