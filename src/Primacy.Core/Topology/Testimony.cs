namespace Primacy.Topology;

/// <summary>What is known beyond the probes: what the servers' WAL and the managers say.</summary>
public sealed record Testimony
{
    public static Testimony None { get; } = new();

    /// <summary>Where the timelines come from, at most one an instance.</summary>
    public EquatableArray<Lineage> Lineages { get; init; }

    /// <summary>The newest comparison of each pair that was compared.</summary>
    public EquatableArray<Comparison> Comparisons { get; init; }

    /// <summary>The newest word of each manager.</summary>
    public EquatableArray<Claim> Claims { get; init; }
}
