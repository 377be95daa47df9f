using Npgsql;
using Primacy.Probing;

namespace Primacy.Forensics;

/// <summary>An ordinary connection, for what is to be seen without the right to replicate.</summary>
internal sealed class PlainSession : IQuestions
{
    readonly NpgsqlDataSource _source;
    readonly NpgsqlConnection _connection;
    CancellationTokenRegistration _abort;

    PlainSession(NpgsqlDataSource source) => (_source, _connection) = (source, source.CreateConnection());

    public static async Task<PlainSession> OpenAsync(
        ConnectionSettings settings,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        ConnectionFiles.Check(settings);
        var session = new PlainSession(DriverConnections.Source(settings, timeout, timeout));
        try
        {
            await session._connection.OpenAsync(cancellation);
            session._abort = Abort.Of(session._connection, cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<string?[]> AskAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, _connection);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        var row = new string?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
        return row;
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}
