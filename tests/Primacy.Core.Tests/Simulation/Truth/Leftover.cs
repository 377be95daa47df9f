namespace Primacy.Simulation.Truth;

/// <summary>
/// What a server still holds that was attached to another history as it was: the rows of its own branch, which its
/// upstream lacks and no replication will ever take away.
/// </summary>
/// <param name="Branch">The branch it had written.</param>
/// <param name="End">How far; from here on it follows its upstream.</param>
/// <param name="WalFrom">
/// From where its WAL is its upstream's: PostgreSQL streams anew from the beginning of a segment, so that the end of
/// the own WAL is overwritten, and often the fork with it.
/// </param>
sealed record Leftover(Branch Branch, ulong End, ulong WalFrom);
