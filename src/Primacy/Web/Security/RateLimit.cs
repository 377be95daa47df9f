namespace Primacy.Web.Security;

/// <summary>How many requests are answered: a bucket of tokens, of which each takes one.</summary>
/// <param name="Interval">After how long there is another.</param>
/// <param name="Burst">How many there are at most.</param>
internal sealed record RateLimit(TimeSpan Interval, int Burst);
