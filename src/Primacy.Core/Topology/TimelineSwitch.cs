namespace Primacy.Topology;

/// <summary>Where a timeline left its parent: one line of a history file.</summary>
/// <param name="Parent">The timeline that was left.</param>
/// <param name="At">The end of what both have in common.</param>
/// <param name="Reason">What the server wrote as the reason.</param>
public sealed record TimelineSwitch(Timeline Parent, Lsn At, string Reason);
