using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>
/// A connection that stays, for questions in SQL that are no probes. Made like a probe's, and given up like one: a
/// server that does not answer costs its timeout and no second connection.
/// </summary>
internal sealed class SqlLine(ConnectionSettings settings, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    NpgsqlDataSource? _source;
    NpgsqlConnection? _kept;

    public ConnectionSettings Settings => settings;

    /// <summary>The answer; throws what the driver throws, and <see cref="TimeoutException"/> in time.</summary>
    public async Task<T> AskAsync<T>(
        Func<NpgsqlConnection, CancellationToken, Task<T>> question,
        CancellationToken cancellation
    )
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            if (_kept is { } kept)
            {
                try
                {
                    return await AskAsync(kept, question, either.Token);
                }
                catch (Exception) when (!either.IsCancellationRequested)
                {
                    // It may have been ended since the last question, which says nothing of now; so it is asked anew.
                    await HangUpAsync();
                }
            }
            return await AskAsync(await ConnectAsync(either.Token), question, either.Token);
        }
        catch (Exception e)
        {
            await HangUpAsync();
            cancellation.ThrowIfCancellationRequested();
            if (patience.IsCancellationRequested)
                throw new TimeoutException(Silence, e);
            throw;
        }
    }

    /// <summary>What a failure of <see cref="AskAsync"/> is, and its words.</summary>
    public (ProbeFailure Failure, string Words) Explain(Exception exception)
    {
        var failed = ProbeFailureClassifier.Classify(exception, Silence);
        return (failed.Failure, failed.Detail);
    }

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        if (_source is { } source)
            await source.DisposeAsync();
    }

    string Silence => string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds:0.###} s");

    async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        ConnectionFiles.Check(settings);
        _source ??= DriverConnections.Source(settings, timeout, timeout);
        await Greeting.CheckAsync(settings.Host, settings.Port, timeout, time, cancellation);
        var connection = _source.CreateConnection();
        _kept = connection;
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Shuts the socket down when time is up: the driver would ask a second connection to cancel.</summary>
    static async Task<T> AskAsync<T>(
        NpgsqlConnection connection,
        Func<NpgsqlConnection, CancellationToken, Task<T>> question,
        CancellationToken cancellation
    )
    {
        var socket = DriverSocket.Of(connection);
        await using var deadline = cancellation.Register(
            static socket =>
            {
                if (socket is Socket open)
                    DriverSocket.Shutdown(open);
            },
            socket
        );
        return await question(connection, CancellationToken.None);
    }

    async Task HangUpAsync()
    {
        if (Interlocked.Exchange(ref _kept, null) is { } connection)
            await connection.DisposeAsync();
    }
}
