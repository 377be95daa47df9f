namespace Primacy.Topology;

/// <summary>
/// What an instance's pg_wal showed, by the server's own clock, so that nobody's clock need be right. A directory that
/// is copied anew gets new files; one that is merely attached keeps old ones, recycled or not.
/// </summary>
/// <remarks>See https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE.</remarks>
/// <param name="ReadAt">The server's clock when it was read.</param>
/// <param name="OldestAt">When the oldest of its files was last written.</param>
/// <param name="Begin">Where its first segment begins.</param>
public sealed record WalFiles(DateTimeOffset ReadAt, DateTimeOffset OldestAt, Lsn Begin);
