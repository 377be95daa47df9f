namespace Primacy.Bench.SplitBrain;

/// <summary>
/// One promotion: how long after pg_promote returned each webhook arrived; negative when it came before.
/// </summary>
internal sealed record Round(int Number, int Promoted, TimeSpan Primacy, TimeSpan Original);
