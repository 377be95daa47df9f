using Primacy.Topology;

namespace Primacy.Simulation.Watching;

/// <summary>All that the watcher had before it when it took a step, with the truth behind each sample.</summary>
sealed record Seen(IReadOnlyDictionary<string, Sample> Samples, Testimony Testimony, DateTimeOffset At);
