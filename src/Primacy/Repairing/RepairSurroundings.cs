namespace Primacy.Repairing;

/// <summary>What repairs need of the process that they run in.</summary>
internal sealed record RepairSurroundings(TimeProvider Time, ILogger<Repairs> Logger);
