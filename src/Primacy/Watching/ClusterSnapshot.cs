using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Watching;

/// <summary>What is published after each look: immutable, shared with the page, the API and the metrics.</summary>
internal sealed record ClusterSnapshot
{
    public required string Cluster { get; init; }

    /// <summary>When the look ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many looks this process has taken at the cluster, this one included.</summary>
    public required long Cycle { get; init; }

    /// <summary>How long the look took, a second read included.</summary>
    public required TimeSpan Took { get; init; }

    public required ClusterView View { get; init; }

    public required Assessment Assessment { get; init; }

    public required EquatableArray<Incident> Incidents { get; init; }

    /// <summary>Whether every member has been probed to an outcome since the process started.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The interval to look at while the cluster deserves attention; null at other times.</summary>
    public TimeSpan? Hurry { get; init; }

    /// <summary>Why the journal could not be written, while that lasts; null when it can.</summary>
    public string? JournalFault { get; init; }
}
