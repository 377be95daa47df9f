namespace Primacy.Topology;

/// <summary>All that the shell has seen of a cluster when it takes a step.</summary>
/// <param name="Newest">The newest observation of each member that has one.</param>
/// <param name="Testimony">What is known beyond the probes.</param>
public sealed record Sightings(IReadOnlyCollection<Observation> Newest, Testimony Testimony)
{
    /// <summary>What probes alone have shown.</summary>
    public static Sightings FromProbes(IReadOnlyCollection<Observation> newest) => new(newest, Testimony.None);
}
