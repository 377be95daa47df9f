using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy;

/// <summary>What an operator decides about one cluster.</summary>
public sealed record ClusterPolicy
{
    public static ClusterPolicy Default { get; } = new();

    public AnalysisPolicy Analysis { get; init; } = new();

    public IncidentPolicy Incidents { get; init; } = new();

    /// <summary>
    /// How often a cluster is looked at after something unusual, if it is not looked at oftener anyway.
    /// </summary>
    public TimeSpan AttentionInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long after something unusual.</summary>
    public TimeSpan AttentionSpan { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The policy for a cluster that is looked at so often. A look that waits for one silent member is late by a
    /// timeout; the time of what is later was not observed.
    /// </summary>
    public ClusterPolicy ForLooks(TimeSpan interval, TimeSpan timeout) =>
        this with
        {
            Incidents = Incidents with { GapMost = interval + timeout },
        };
}
