using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Primacy.Tests.Probing.Wire;

/// <summary>
/// A server that behaves as no real one can be made to, and that counts who comes: connections, how many at once, and
/// requests to cancel.
/// </summary>
internal sealed class FakeServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _closing = new();
    readonly Func<FakeSession, Task> _script;
    readonly Task _accepting;
    int _accepted;
    int _open;
    int _openMax;
    int _questions;
    int _cancelRequests;

    FakeServer(Func<FakeSession, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Accepted => Volatile.Read(ref _accepted);

    public int Open => Volatile.Read(ref _open);

    public int OpenMax => Volatile.Read(ref _openMax);

    /// <summary>How many questions were asked after a session had been let in.</summary>
    public int Questions => Volatile.Read(ref _questions);

    public int CancelRequests => Volatile.Read(ref _cancelRequests);

    public CancellationToken Closing => _closing.Token;

    /// <summary>Starts a server that treats every connection by a script and closes it at the script's end.</summary>
    public static FakeServer Start(Func<FakeSession, Task> script) => new(script);

    public void CountQuestion() => Interlocked.Increment(ref _questions);

    public void CountCancelRequest() => Interlocked.Increment(ref _cancelRequests);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
        _listener.Stop();
        _closing.Dispose();
    }

    async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true)
                served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _accepted);
        var open = Interlocked.Increment(ref _open);
        InterlockedMax(ref _openMax, open);
        try
        {
            using (client)
                await _script(new FakeSession(this, client.GetStream()));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException)
        {
            // The client has gone, or the test is over.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    static void InterlockedMax(ref int max, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref max)) < value)
            Interlocked.CompareExchange(ref max, value, seen);
    }
}
