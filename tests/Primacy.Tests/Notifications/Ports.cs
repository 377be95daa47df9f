using System.Net;
using System.Net.Sockets;

namespace Primacy.Tests.Notifications;

/// <summary>Ports for servers that cannot take one themselves and say which.</summary>
static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
