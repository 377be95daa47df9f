using System.Net;
using System.Net.Sockets;

namespace Primacy.Lab.Proxying;

/// <summary>
/// One port of the proxy and the port behind it. It refuses when the port behind it refuses, and while cut off it
/// accepts, says nothing and keeps what is under way: the nearest to packets lost on a wire that a process can come.
/// </summary>
/// <param name="front">Where it listens.</param>
internal sealed class ProxyLink(IPEndPoint front) : IAsyncDisposable
{
    readonly Valve _valve = new();
    readonly CancellationTokenSource _stopping = new();
    CancellationTokenSource _connections = new();
    Socket? _listener;
    Task _accepting = Task.CompletedTask;
    int? _target;

    public ProxyLink(int port)
        : this(new IPEndPoint(IPAddress.Loopback, port)) { }

    /// <summary>Points the link at a port, or at nothing. Connections to the former port break.</summary>
    public void Route(int? target, bool isCutOff)
    {
        if (target != _target)
        {
            _target = target;
            // Not disposed: a connection just accepted may be about to take its token.
            Interlocked.Exchange(ref _connections, new CancellationTokenSource()).Cancel();
        }
        _valve.Set(isCutOff);
    }

    /// <summary>
    /// Listens exactly when the port behind does; a link that is cut off hides that nobody listens there. Whatever
    /// keeps it from listening, mostly that somebody took the port in the meantime, is no fault of the other links, and
    /// is tried again the next time.
    /// </summary>
    public async Task MirrorAsync(HashSet<int> listening)
    {
        var isWanted = _valve.IsClosed || (_target is { } target && listening.Contains(target));
        if (isWanted && _listener is null)
            TryListen();
        else if (!isWanted && _listener is { } idle)
        {
            _listener = null;
            idle.Dispose();
            await _accepting;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _connections.CancelAsync();
        _listener?.Dispose();
        await _accepting;
        _connections.Dispose();
        _stopping.Dispose();
    }

    void TryListen()
    {
        Socket? listener = null;
        try
        {
            listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(front);
            listener.Listen();
        }
        catch (SocketException)
        {
            listener?.Dispose();
            return;
        }
        _listener = listener;
        _accepting = AcceptAsync(listener);
    }

    async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync(_stopping.Token);
                _ = new ProxyConnection(client, _valve).RunAsync(() => _target, _connections.Token);
            }
        }
        catch (Exception closed)
            when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The listener was closed, by its link or by the process's end.
        }
    }
}
