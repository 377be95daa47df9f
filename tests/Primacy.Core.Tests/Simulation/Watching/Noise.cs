namespace Primacy.Simulation.Watching;

/// <summary>How bad the network between the watcher and the servers is.</summary>
/// <param name="Lost">The chance that a single probe is lost.</param>
/// <param name="Late">The chance that a probe is not done when its look ends.</param>
sealed record Noise(double Lost, double Late);
