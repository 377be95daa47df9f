using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;
using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>
/// One connection with its prepared question, from the attempt to connect to the end. It can be given up from another
/// thread at any moment, and is then good for nothing any more.
/// </summary>
internal sealed class Session(NpgsqlDataSource source, TimeSpan connectTimeout, TimeProvider time) : IAsyncDisposable
{
    readonly CancellationTokenSource _connecting = new(connectTimeout, time);
    readonly NpgsqlConnection _connection = source.CreateConnection();
    NpgsqlCommand? _question;
    Socket? _socket;

    /// <summary>Cancelled by <see cref="Abort"/> and when connecting takes too long.</summary>
    public CancellationToken Connecting => _connecting.Token;

    public async Task OpenAsync()
    {
        // On the pool, as the driver may block: it reads certificates, or asks Kerberos.
        await Task.Run(() => _connection.OpenAsync(_connecting.Token), CancellationToken.None);
        var socket = DriverSocket.Of(_connection);
        // Either we see here that we were given up, or Abort sees the socket: the exchange is a fence.
        Interlocked.Exchange(ref _socket, socket);
        _connecting.Token.ThrowIfCancellationRequested();
        if (SynchronizationContext.Current is { } && socket is { })
            DriverSocket.CompleteAtOnce(socket);
        var question = new NpgsqlCommand(ProbeQuery.Text, _connection);
        await question.PrepareAsync(CancellationToken.None);
        _question = question;
        _connecting.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ServerState> AskAsync(StateReader answers)
    {
        // Read where it is heard of: to be woken for each of many answers costs more than to read one.
        await using var reader = await _question!.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        return await answers.ReadAsync(reader);
    }

    /// <summary>Gives up whatever goes on; what waits for the server ends with an exception at once.</summary>
    public void Abort()
    {
        _connecting.Cancel();
        if (_socket is { } socket)
            DriverSocket.Shutdown(socket);
    }

    public async ValueTask DisposeAsync()
    {
        if (_question is { } question)
            await question.DisposeAsync();
        await _connection.DisposeAsync();
        // Abort may come at any moment, so the source is only put to rest: without a timer it holds nothing to free.
        _connecting.CancelAfter(Timeout.InfiniteTimeSpan);
    }
}
