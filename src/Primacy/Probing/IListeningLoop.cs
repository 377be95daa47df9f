using System.Net.Sockets;

namespace Primacy.Probing;

/// <summary>A loop with a thread of its own, which can sleep until a socket has something to be read.</summary>
internal interface IListeningLoop
{
    /// <summary>Goes on when the socket can be read, or is good for nothing any more. For its own thread.</summary>
    void Listen(Socket socket, Action goOn);
}
