using System.Net.Sockets;
using Npgsql;
using Primacy.Probing;

namespace Primacy.Scraping;

/// <summary>
/// The connection to one database of a server, apart from the probe's, which must never wait behind a slow query. It
/// is opened when it is needed, kept, and closed when what it does takes too long. For one question at a time.
/// </summary>
/// <param name="target">Which server, and how to connect.</param>
/// <param name="database">To which database.</param>
/// <param name="timeout">After how long the server ends a question.</param>
/// <param name="time">The clock.</param>
internal sealed class ScrapeSession(ScrapeTarget target, string database, TimeSpan timeout, TimeProvider time)
    : IAsyncDisposable
{
    readonly ConnectionSettings _settings = target.Connection with { Database = database };
    readonly Dictionary<string, NpgsqlCommand> _prepared = [];
    readonly Row _row = new();
    NpgsqlDataSource? _source;
    NpgsqlConnection? _kept;

    /// <summary>Asks, and hands over row by row.</summary>
    /// <param name="sql">The question; of several statements, the first that has rows counts.</param>
    /// <param name="row">Takes a row; not to be kept beyond the call.</param>
    /// <param name="deadline">Cancelled when time is up; then the connection is closed.</param>
    public async Task QueryAsync(string sql, Action<Row> row, CancellationToken deadline)
    {
        var rows = 0;
        void Counted(Row one)
        {
            rows++;
            row(one);
        }
        if (_kept is { } kept)
        {
            try
            {
                await AskAsync(kept, sql, Counted, deadline);
                return;
            }
            catch (Exception e) when (IsOver(e) && rows == 0 && !deadline.IsCancellationRequested)
            {
                // The server was restarted, or ended our session, since the last scrape: that says nothing of now.
                await HangUpAsync();
            }
        }
        await AskAsync(await ConnectAsync(deadline), sql, Counted, deadline);
    }

    public async Task HangUpAsync()
    {
        // Forgotten first, so that what cannot be closed properly is not asked again.
        var (connection, commands) = (Interlocked.Exchange(ref _kept, null), _prepared.Values.ToArray());
        _prepared.Clear();
        foreach (var command in commands)
            await command.DisposeAsync();
        if (connection is { })
            await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        if (_source is { } source)
            await source.DisposeAsync();
    }

    /// <summary>Whether the connection is lost, and not only the question.</summary>
    static bool IsOver(Exception failure) =>
        failure is not PostgresException { SqlState: not ['5', '7', 'P', ..] } and (NpgsqlException or IOException);

    async Task<NpgsqlConnection> ConnectAsync(CancellationToken deadline)
    {
        ConnectionFiles.Check(_settings);
        _source ??= DriverConnections.ForScraping(_settings, target.ConnectTimeout, timeout);
        using var patience = new CancellationTokenSource(target.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, deadline);
        await Greeting.CheckAsync(_settings.Host, _settings.Port, target.ConnectTimeout, time, either.Token);
        var connection = _source.CreateConnection();
        _kept = connection;
        try
        {
            // On the pool, as the driver may block: it reads certificates, or asks Kerberos.
            await Task.Run(() => connection.OpenAsync(either.Token), CancellationToken.None);
            return connection;
        }
        catch
        {
            await HangUpAsync();
            throw;
        }
    }

    async Task AskAsync(NpgsqlConnection connection, string sql, Action<Row> row, CancellationToken deadline)
    {
        // The driver would open a second connection to ask for a cancellation, in vain where the server is frozen.
        await using var end = deadline.Register(
            static socket =>
            {
                if (socket is Socket open)
                    DriverSocket.Shutdown(open);
            },
            DriverSocket.Of(connection)
        );
        try
        {
            await using var reader = await (await PreparedAsync(connection, sql)).ExecuteReaderAsync(
                CancellationToken.None
            );
            _row.Read(reader);
            while (await reader.ReadAsync(CancellationToken.None))
                row(_row);
        }
        catch (Exception e)
        {
            if (e is PostgresException && !IsOver(e))
                await ForgetAsync(sql);
            else
                await HangUpAsync();
            if (deadline.IsCancellationRequested)
                throw new TimeoutException("time is up", e);
            throw;
        }
        finally
        {
            _row.Read(null);
        }
    }

    /// <summary>Prepared, so that the server plans a question once and not at every scrape.</summary>
    async Task<NpgsqlCommand> PreparedAsync(NpgsqlConnection connection, string sql)
    {
        if (_prepared.TryGetValue(sql, out var known))
            return known;
        // As text, as only the server knows every type.
        var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        _prepared[sql] = command;
        await command.PrepareAsync(CancellationToken.None);
        return command;
    }

    /// <summary>The plan may be what is wrong: a table that was altered has another result.</summary>
    async Task ForgetAsync(string sql)
    {
        if (!_prepared.Remove(sql, out var command))
            return;
        try
        {
            await command.UnprepareAsync(CancellationToken.None);
            await command.DisposeAsync();
        }
        catch (Exception)
        {
            // Whatever it is, it must not take the place of the failure that brought us here.
            await HangUpAsync();
        }
    }
}
