namespace Primacy.Bench.SplitBrain;

/// <summary>One webhook that arrived.</summary>
/// <param name="Receiver">Whose: the last part of the path it was posted to.</param>
/// <param name="Status">firing or resolved.</param>
/// <param name="AlertName">The alert's name.</param>
/// <param name="Timestamp">When, by the benchmark's monotonic clock.</param>
internal sealed record Arrival(string Receiver, string Status, string AlertName, long Timestamp);
