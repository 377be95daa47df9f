using System.Runtime.CompilerServices;
using Npgsql;
using Primacy.Topology;

namespace Primacy.Probing;

/// <summary>
/// The way to one instance: keeps a session open, opens a new one when it is gone, and never has two. Used by one look
/// at a time.
/// </summary>
internal sealed class Line(ConnectionSettings settings, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    readonly StateReader _answers = new();
    readonly HomeThread _home = new();
    NpgsqlDataSource? _source;
    Session? _session;
    bool _isPostgres;

    public TimeSpan ConnectTimeout { get; } =
        settings.ConnectTimeout is { } own && own > TimeSpan.Zero && own < timeout ? own : timeout;

    /// <summary>An answer may come on another thread than the loop's; what fails, fails on the loop's.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ServerState> AskAsync(Look look)
    {
        if (_session is { } kept)
        {
            try
            {
                return await AskAsync(kept, look).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await _home;
                await HangUpAsync(e);
                if (look.IsOver || ProbeFailureClassifier.IsTimeout(e))
                    throw;
                // The server was restarted, or ended our session, since the last look. That says nothing of how it is
                // now, so it is asked again at once.
            }
        }
        try
        {
            return await AskAsync(await ConnectAsync(look), look);
        }
        catch (Exception e)
        {
            await HangUpAsync(e);
            throw;
        }
    }

    /// <summary>Ends at once what goes on, from any thread.</summary>
    public void Abort() => Volatile.Read(ref _session)?.Abort();

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync(null);
        if (_source is { } source)
            await source.DisposeAsync();
    }

    async Task<Session> ConnectAsync(Look look)
    {
        look.Connects();
        ConnectionFiles.Check(settings);
        _source ??= DriverConnections.Source(settings, ConnectTimeout, timeout);
        var session = new Session(_source, ConnectTimeout, time);
        // Either we see that the look is over, or the look's end sees this session: the exchange is a fence.
        Interlocked.Exchange(ref _session, session);
        if (look.IsOver)
            session.Abort();
        if (!_isPostgres)
            await Greeting.CheckAsync(settings.Host, settings.Port, ConnectTimeout, time, session.Connecting);
        await session.OpenAsync();
        return session;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<ServerState> AskAsync(Session session, Look look)
    {
        look.Asks();
        var state = await session.AskAsync(_answers).ConfigureAwait(false);
        _isPostgres = true;
        return state;
    }

    /// <summary>Every failure ends the session: what state it is in is not worth a guess.</summary>
    async Task HangUpAsync(Exception? failure)
    {
        _isPostgres = failure is PostgresException;
        if (Interlocked.Exchange(ref _session, null) is { } session)
            await session.DisposeAsync();
    }
}
