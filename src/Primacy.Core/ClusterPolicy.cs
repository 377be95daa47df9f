using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy;

/// <summary>What an operator decides about one cluster.</summary>
public sealed record ClusterPolicy
{
    public static ClusterPolicy Default { get; } = new();

    public AnalysisPolicy Analysis { get; init; } = new();

    public IncidentPolicy Incidents { get; init; } = new();
}
