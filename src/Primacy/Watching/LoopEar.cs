using System.Net.Sockets;

namespace Primacy.Watching;

/// <summary>
/// The sockets that a loop's thread waits for by itself. It naps and then looks at all of them at once: what several
/// servers answer within a millisecond is read in one waking, and whoever posts something wakes it as ever. Used by
/// that thread alone.
/// </summary>
/// <remarks>
/// However long it takes, no other thread is asked to listen: a socket that once was stays registered with that thread,
/// which is then woken for each of its answers for good.
/// </remarks>
internal sealed class LoopEar(TimeProvider time)
{
    /// <summary>An answer within one site mostly comes sooner.</summary>
    static readonly TimeSpan FirstNap = TimeSpan.FromMilliseconds(1);

    /// <summary>Up to this the naps double. Later they are a quarter of the time that has passed.</summary>
    static readonly TimeSpan UsualNap = TimeSpan.FromMilliseconds(8);

    /// <summary>By so much a probe may at most seem to have taken longer than it did.</summary>
    static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(50);

    readonly List<(Socket Socket, Action GoOn, long Since)> _waiting = [];

    /// <summary>How long to sleep before listening: no longer than the newest has been waited for already.</summary>
    public TimeSpan Nap
    {
        get
        {
            if (_waiting.Count == 0)
                return Timeout.InfiniteTimeSpan;
            var waited = time.GetElapsedTime(_waiting[^1].Since);
            return waited < FirstNap ? FirstNap
                : waited < UsualNap ? waited
                : waited < 4 * UsualNap ? UsualNap
                : waited < 4 * LongestNap ? waited / 4
                : LongestNap;
        }
    }

    public void Add(Socket socket, Action goOn) => _waiting.Add((socket, goOn, time.GetTimestamp()));

    /// <summary>Goes on with those that can be read.</summary>
    public void Listen()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var (socket, goOn, _) = _waiting[i];
            if (!CanBeRead(socket))
                continue;
            _waiting.RemoveAt(i);
            goOn();
        }
    }

    /// <summary>
    /// What it has received is asked for first: it may have been told not to report so little. Polling also finds that
    /// nothing comes any more.
    /// </summary>
    static bool CanBeRead(Socket socket)
    {
        try
        {
            return socket.Available > 0 || socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is good for nothing any more: who reads it will learn what it is.
            return true;
        }
    }
}
