using System.Net.Sockets;
using Npgsql;
using Primacy.Probing;
using Primacy.Scraping.Wire;

namespace Primacy.Scraping;

/// <summary>
/// The connection to one database of a server, apart from the probe's, which must never wait behind a slow query. It
/// is opened when it is needed, kept, and closed when what it does takes too long.
/// </summary>
/// <param name="target">Which server, and how to connect.</param>
/// <param name="database">To which database.</param>
/// <param name="timeout">After how long the server ends a question.</param>
/// <param name="gate">How many connect at once.</param>
/// <param name="time">The clock.</param>
internal sealed class ScrapeSession(
    ScrapeTarget target,
    string database,
    TimeSpan timeout,
    ConnectGate gate,
    TimeProvider time
) : IAsyncDisposable
{
    /// <summary>The server ends what takes too long, and only where it does not is the connection closed.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    readonly ConnectionSettings _settings = target.Connection with { Database = database };
    NpgsqlDataSource? _source;
    Link? _link;
    bool _hasFailed;

    /// <summary>When it last began to connect, by the clock that only goes forward; 0 for never.</summary>
    public long TriedAt { get; private set; }

    /// <summary>
    /// Asks all questions at once, and hands over the answers one by one. What fails is said of the question itself.
    /// </summary>
    public async Task AskAsync(IEnumerable<Query> queries, CancellationToken end)
    {
        var left = queries.Where(query => query.Budget.Left > TimeSpan.Zero).ToList();
        // The server was restarted, or ended our session, since the last scrape: that says nothing of now.
        var mayBeStale = _link is { };
        while (left.Count > 0 && await OpenedAsync(left, end) is { } link)
        {
            var done = await ExchangeAsync(link, left, mayBeStale, end);
            mayBeStale = false;
            var again = left.Take(done).Where(query => query.IsAskedAgain).ToArray();
            left.RemoveRange(0, done);
            left.AddRange(again);
        }
        _link?.Rest();
    }

    public async Task HangUpAsync()
    {
        // Forgotten first, so that what cannot be closed properly is not asked again.
        if (Interlocked.Exchange(ref _link, null) is { } link)
            await link.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        if (_source is { } source)
            await source.DisposeAsync();
    }

    /// <summary>The connection; null where there is none, which has been said of all questions then.</summary>
    async Task<Link?> OpenedAsync(List<Query> queries, CancellationToken end)
    {
        if (end.IsCancellationRequested)
        {
            queries.ForEach(query => query.Fail(QueryFailure.ScrapeOver));
            return null;
        }
        if (_link is { } kept)
            return kept;
        try
        {
            _link = await ConnectAsync(end);
            _hasFailed = false;
            return _link;
        }
        catch (Exception e)
        {
            _hasFailed = true;
            var failure = end.IsCancellationRequested
                ? QueryFailure.ScrapeOver
                : QueryFailure.Of(e, target.ConnectTimeout);
            queries.ForEach(query => query.Fail(failure));
            return null;
        }
    }

    async Task<Link> ConnectAsync(CancellationToken end)
    {
        ConnectionFiles.Check(_settings);
        _source ??= DriverConnections.ForScraping(_settings, target.ConnectTimeout, timeout);
        using var passage = await gate.EnterAsync(_hasFailed, end);
        TriedAt = time.GetTimestamp();
        using var patience = new CancellationTokenSource(target.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, end);
        await Greeting.CheckAsync(_settings.Host, _settings.Port, target.ConnectTimeout, time, either.Token);
        var connection = _source.CreateConnection();
        try
        {
            // On the pool, as the driver may block: it reads certificates, or asks Kerberos.
            await Task.Run(() => connection.OpenAsync(either.Token), CancellationToken.None);
            return new Link(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many of the questions have been settled: all, unless the connection was lost.</summary>
    async Task<int> ExchangeAsync(Link link, List<Query> queries, bool mayBeStale, CancellationToken end)
    {
        using var turn = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        // The driver would open a second connection to ask for a cancellation, in vain where the server is frozen.
        await using var late = ShutDownAt(link, turn.Token);
        await using var over = ShutDownAt(link, end);
        var sending = link.SendAsync(queries);
        for (var i = 0; i < queries.Count; i++)
        {
            var query = queries[i];
            var begun = time.GetTimestamp();
            turn.CancelAfter(query.Budget.Left + Grace);
            try
            {
                var failure = await link.ReceiveAsync(query);
                query.Budget.Spend(time.GetElapsedTime(begun));
                if (failure is null)
                    query.End();
                else if (!query.IsAskedAgain)
                    query.Fail(failure);
            }
            catch (Exception e)
            {
                await HangUpAsync(sending);
                if (mayBeStale && i == 0 && query.Rows == 0 && !turn.IsCancellationRequested && IsOver(e, end))
                    return 0;
                query.Budget.Spend(time.GetElapsedTime(begun));
                query.Fail(
                    end.IsCancellationRequested
                        ? QueryFailure.ScrapeOver with
                        {
                            IsTimeout = true,
                            IsLeftRunning = true,
                        }
                    : turn.IsCancellationRequested ? QueryFailure.Late(query.Budget.Limit)
                    : QueryFailure.Of(e, query.Budget.Limit)
                );
                return i + 1;
            }
            // It was shut down in the moment in which the answer was complete: the next one is not to blame.
            if (turn.IsCancellationRequested)
            {
                await HangUpAsync(sending);
                return i + 1;
            }
        }
        await sending;
        return queries.Count;
    }

    /// <summary>Whether the connection was lost for a reason that is not the question's.</summary>
    static bool IsOver(Exception failure, CancellationToken end) =>
        !end.IsCancellationRequested && failure is (NpgsqlException or IOException);

    static CancellationTokenRegistration ShutDownAt(Link link, CancellationToken end) =>
        end.Register(
            static socket =>
            {
                if (socket is Socket open)
                    DriverSocket.Shutdown(open);
            },
            link.Socket
        );

    async Task HangUpAsync(Task sending)
    {
        if (_link?.Socket is { } socket)
            DriverSocket.Shutdown(socket);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await HangUpAsync();
    }
}
