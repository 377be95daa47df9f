namespace Primacy.Topology;

/// <summary>What is remembered of a cluster between looks and across restarts.</summary>
/// <param name="System">The system identifier by which the cluster is known.</param>
/// <param name="Instances">What is remembered of each instance that ever answered.</param>
public sealed record ClusterMemory(SystemIdentifier? System, EquatableArray<Remembered> Instances)
{
    public static ClusterMemory Empty { get; } = new(null, default);

    /// <summary>Members that were on a branch of their own, until each is seen to be rewound or copied anew.</summary>
    public EquatableArray<Stray> Strays { get; init; }
}
