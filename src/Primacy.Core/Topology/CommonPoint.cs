namespace Primacy.Topology;

/// <summary>The last point that two histories have in common.</summary>
/// <param name="At">Where it is.</param>
/// <param name="IsNested">Whether one history contains all timelines of the other; else both left a third.</param>
public readonly record struct CommonPoint(Lsn At, bool IsNested);
