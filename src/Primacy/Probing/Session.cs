using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;
using Primacy.Probing.Wire;
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
    readonly Answer _answer = new();
    Stream? _stream;
    Socket? _socket;

    /// <summary>
    /// The same socket where the loop's thread listens for it and nothing lies between: then it is written to and read
    /// directly, since neither ever has to wait. Null elsewhere, and with TLS.
    /// </summary>
    Socket? _direct;

    /// <summary>Cancelled by <see cref="Abort"/> and when connecting takes too long.</summary>
    public CancellationToken Connecting => _connecting.Token;

    /// <summary>
    /// Connects and has the question prepared. The driver does it on a thread of its own, within its own timeout, so
    /// that the loop's thread never waits for it.
    /// </summary>
    public async Task OpenAsync()
    {
        var stream = await Task.Factory.StartNew(
            Open,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        _connecting.Token.ThrowIfCancellationRequested();
        if (SynchronizationContext.Current is { } && _socket is { } socket)
            DriverSocket.CompleteAtOnce(socket);
        await _answer.ReceiveAsync(stream, null);
        if (SynchronizationContext.Current is IListeningLoop && stream is NetworkStream)
        {
            _direct = _socket;
            DriverSocket.ReportLittle(_socket!);
        }
        _stream = stream;
        _connecting.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ServerState> AskAsync(StateReader answers)
    {
        if (_direct is { } direct)
            // One short question is under way at most, so there is always room for it.
            direct.Send(Question.Ask.Span);
        else
            await _stream!.WriteAsync(Question.Ask).ConfigureAwait(false);
        // Here and not by whom it is received: the end of an await below this one would go on on the pool.
        await new Listening(_socket);
        await _answer.ReceiveAsync(_stream!, _direct).ConfigureAwait(false);
        return answers.Read(_answer);
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
        await _connection.DisposeAsync();
        // Abort may come at any moment, so the source is only put to rest: without a timer it holds nothing to free.
        _connecting.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    Stream Open()
    {
        _connection.Open();
        var socket = DriverSocket.Of(_connection);
        // Either we see here that we were given up, or Abort sees the socket: the exchange is a fence.
        Interlocked.Exchange(ref _socket, socket);
        _connecting.Token.ThrowIfCancellationRequested();
        var stream = DriverSocket.StreamOf(_connection);
        stream.Write(Question.Prepare.Span);
        // So that the answer is read without having to wait for it. If there is none, Abort ends the wait.
        socket?.Poll(connectTimeout, SelectMode.SelectRead);
        return stream;
    }
}
