using System.Net;
using System.Net.Sockets;

namespace Primacy.Lab.Proxying;

/// <summary>
/// One port of the proxy and the port behind it. It refuses when the port behind it refuses, and while cut off it
/// accepts, says nothing and keeps what is under way: the nearest to packets lost on a wire that a process can come.
/// </summary>
internal sealed class ProxyLink(int port) : IAsyncDisposable
{
    readonly Valve _valve = new();
    readonly CancellationTokenSource _stopping = new();
    CancellationTokenSource _connections = new();
    Socket? _listener;
    Task _accepting = Task.CompletedTask;
    int? _target;

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
    /// Listens exactly when the port behind does; a link that is cut off hides that nobody listens there. A port that
    /// somebody took in the meantime is tried again the next time.
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
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            listener.Dispose();
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
