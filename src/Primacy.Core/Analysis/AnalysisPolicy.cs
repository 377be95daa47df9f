namespace Primacy.Analysis;

/// <summary>What an operator may set of the analysis.</summary>
public sealed record AnalysisPolicy
{
    /// <summary>
    /// How long a change of primary may take before its leftovers count as faults. Default 5 seconds.
    /// </summary>
    public TimeSpan SwitchoverTolerance { get; init; } = TimeSpan.FromSeconds(5);
}
