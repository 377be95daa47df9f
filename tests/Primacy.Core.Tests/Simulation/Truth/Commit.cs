namespace Primacy.Simulation.Truth;

/// <summary>A transaction that was committed.</summary>
/// <param name="End">Where its record ends.</param>
/// <param name="IsOfClient">Whether a client would miss it; autovacuum commits, too, and nobody would.</param>
/// <param name="ClockMilliseconds">When, by the server's clock.</param>
readonly record struct Commit(ulong End, bool IsOfClient, long ClockMilliseconds);
