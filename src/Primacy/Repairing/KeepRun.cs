namespace Primacy.Repairing;

/// <summary>Writes down how far a run is, and what was done, before anybody is told.</summary>
internal delegate void KeepRun(RepairRun run, string act, string what);
