using System.Net;
using System.Net.Sockets;

namespace Primacy.Peers;

/// <summary>Loopback ports that were free a moment ago, for programs that cannot be told to take any.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
