namespace Primacy.Simulation.Judging;

/// <summary>The watcher said something in the simulation that the truth contradicts.</summary>
sealed class BrokenPromiseException(string message) : Exception(message);
