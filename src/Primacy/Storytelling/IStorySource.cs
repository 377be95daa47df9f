using Primacy.Topology;

namespace Primacy.Storytelling;

/// <summary>
/// Where stories are read. Reading holds up nobody who writes; it throws <see cref="Watching.JournalException"/> when
/// it cannot be done.
/// </summary>
internal interface IStorySource
{
    /// <summary>What is kept of an incident; null when it is not kept.</summary>
    StoryFacts? Facts(string incident);

    /// <summary>
    /// Shows the looks at a cluster between two instants one after the other, after the newest one before them.
    /// </summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="until">The last one.</param>
    /// <param name="visit">Takes each look.</param>
    LooksRead Looks(string cluster, DateTimeOffset from, DateTimeOffset until, Action<ClusterView> visit);
}
