using System.Runtime.CompilerServices;
using Npgsql;
using Npgsql.Replication;

namespace Primacy.Forensics;

/// <summary>
/// What the driver does but does not show: commands of the replication protocol in so many words, and the connection
/// under them. Its own TimelineHistory() fails since PostgreSQL 14 made the content text, and it streams WAL only
/// without a database. The driver's version is pinned and tests on real servers fail should the names change. Bound at
/// compile time, no reflection.
/// </summary>
internal static class DriverReplication
{
    /// <summary>The one row that a command answers with; its columns are of type text, bytea or an integer.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ReadSingleRow")]
    public static extern Task<object?[]> ReadRow(
        ReplicationConnection connection,
        string command,
        CancellationToken cancellation
    );

    /// <summary>What the server sends after a START_REPLICATION.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "StartReplicationInternalWrapper")]
    public static extern IAsyncEnumerator<XLogDataMessage> Start(
        ReplicationConnection connection,
        string command,
        bool bypassingStream,
        CancellationToken cancellation
    );

    public static NpgsqlConnection Under(ReplicationConnection connection) => Connection(connection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_npgsqlConnection")]
    static extern ref NpgsqlConnection Connection(ReplicationConnection connection);
}
