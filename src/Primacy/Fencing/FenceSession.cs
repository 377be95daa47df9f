using Npgsql;
using Primacy.Probing;

namespace Primacy.Fencing;

/// <summary>
/// A connection that acts. It waits for no standby: the commit of a server that is cut off from those it replicates to
/// would wait for ever. A deadline shuts its socket down, since a frozen server heeds nothing else.
/// </summary>
internal sealed class FenceSession : IAsyncDisposable
{
    const string Own =
        "SET default_transaction_read_only = off; SET synchronous_commit = local; SET lock_timeout = '5s'";

    readonly NpgsqlDataSource _source;
    readonly NpgsqlConnection _connection;
    CancellationTokenRegistration _abort;

    FenceSession(NpgsqlDataSource source) => (_source, _connection) = (source, source.CreateConnection());

    public static async Task<FenceSession> OpenAsync(
        ConnectionSettings settings,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        ConnectionFiles.Check(settings);
        var session = new FenceSession(DriverConnections.Source(settings, timeout, timeout));
        try
        {
            await session._connection.OpenAsync(cancellation);
            if (DriverSocket.Of(session._connection) is { } socket)
                session._abort = cancellation.Register(() => DriverSocket.Shutdown(socket));
            await session.DoAsync(Own);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>All rows, as texts.</summary>
    public async Task<IReadOnlyList<string?[]>> AskAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, _connection);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
            rows.Add(row);
        }
        return rows;
    }

    public async Task DoAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, _connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
