using System.Net.Sockets;

namespace Primacy.Watching;

/// <summary>
/// The sockets that a loop's thread waits for by itself. It naps and then looks at all of them at once: what several
/// servers answer within a millisecond is read in one waking, and whoever posts something wakes it as ever. Used by
/// that thread alone.
/// </summary>
internal sealed class LoopEar(TimeProvider time)
{
    /// <summary>An answer within one site mostly comes sooner. The naps grow with the time that has passed.</summary>
    static readonly TimeSpan FirstNap = TimeSpan.FromMilliseconds(1);

    /// <summary>By so much a probe may seem to have taken longer than it did.</summary>
    static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(8);

    /// <summary>What takes longer is waited for as any other event.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    readonly List<(Socket Socket, Action GoOn, long Since)> _waiting = [];
    readonly List<Socket> _asked = [];
    readonly HashSet<Socket> _readable = [];

    /// <summary>How long to sleep before listening: no longer than the newest has been waited for already.</summary>
    public TimeSpan Nap
    {
        get
        {
            if (_waiting.Count == 0)
                return Timeout.InfiniteTimeSpan;
            var waited = time.GetElapsedTime(_waiting[^1].Since);
            return waited < FirstNap ? FirstNap
                : waited > LongestNap ? LongestNap
                : waited;
        }
    }

    public void Add(Socket socket, Action goOn) => _waiting.Add((socket, goOn, time.GetTimestamp()));

    /// <summary>Goes on with those that can be read, and with those that were waited for long enough.</summary>
    public void Listen()
    {
        if (_waiting.Count == 0)
            return;
        FindReadable();
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var (socket, goOn, since) = _waiting[i];
            if (!_readable.Contains(socket) && time.GetElapsedTime(since) < Patience)
                continue;
            _waiting.RemoveAt(i);
            goOn();
        }
    }

    void FindReadable()
    {
        _readable.Clear();
        _asked.Clear();
        foreach (var (socket, _, _) in _waiting)
            _asked.Add(socket);
        try
        {
            // It leaves those in the list that can be read.
            Socket.Select(_asked, null, null, TimeSpan.Zero);
            _readable.UnionWith(_asked);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of them is good for nothing any more. All go on: who reads it will learn what it is.
            foreach (var (socket, _, _) in _waiting)
                _readable.Add(socket);
        }
    }
}
