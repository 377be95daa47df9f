using System.Net.Sockets;

namespace Primacy.Watching;

/// <summary>
/// The sockets that a loop's thread waits for by itself, for a moment only: while it does, what others post must wait.
/// Used by that thread alone.
/// </summary>
internal sealed class LoopEar(TimeProvider time)
{
    /// <summary>An answer within one site comes sooner. One that does not is waited for as any other event.</summary>
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    readonly List<(Socket Socket, Action GoOn)> _waiting = [];
    readonly List<Socket> _readable = [];
    long _since;

    public bool IsListening => _waiting.Count > 0;

    public void Add(Socket socket, Action goOn)
    {
        if (_waiting.Count == 0)
            _since = time.GetTimestamp();
        _waiting.Add((socket, goOn));
    }

    /// <summary>
    /// Sleeps until a socket can be read, the moment is over or something else is due, and goes on with those that can
    /// be read; with all when the moment is over.
    /// </summary>
    public void Listen(TimeSpan untilNext)
    {
        var left = Moment - time.GetElapsedTime(_since);
        if (left <= TimeSpan.Zero)
        {
            while (_waiting.Count > 0)
                GoOn(_waiting.Count - 1);
            return;
        }
        _readable.Clear();
        foreach (var (socket, _) in _waiting)
            _readable.Add(socket);
        Socket.Select(_readable, null, null, Sleep(untilNext, left));
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_readable.Contains(_waiting[i].Socket))
                GoOn(i);
        }
    }

    /// <summary>Rounded up, as the kernel is asked in whole milliseconds and would be asked again and again.</summary>
    static TimeSpan Sleep(TimeSpan untilNext, TimeSpan left)
    {
        var least = untilNext == Timeout.InfiniteTimeSpan || left < untilNext ? left : untilNext;
        return TimeSpan.FromMilliseconds(Math.Ceiling(least.TotalMilliseconds));
    }

    void GoOn(int index)
    {
        var goOn = _waiting[index].GoOn;
        _waiting.RemoveAt(index);
        goOn();
    }
}
