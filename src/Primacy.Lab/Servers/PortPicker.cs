using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Primacy.Lab.Servers;

/// <summary>
/// Picks free ports below the range the kernel takes for outgoing connections: from within that range a port could be
/// taken by any client while its server is stopped, and the server could not come back.
/// </summary>
internal static class PortPicker
{
    const int Lowest = 20_000;
    const int AttemptsMax = 1_000;

    public static IReadOnlyList<int> Pick(int count)
    {
        var limit = Math.Max(EphemeralStart(), Lowest + 1_000);
        var ports = new HashSet<int>();
        for (var attempt = 0; ports.Count < count && attempt < AttemptsMax; attempt++)
        {
            var port = Random.Shared.Next(Lowest, limit);
            if (IsFree(port))
                ports.Add(port);
        }
        return ports.Count == count
            ? [.. ports]
            : throw new LabException($"No {count} free TCP ports were found between {Lowest} and {limit}.");
    }

    static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static int EphemeralStart()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        const int UsualStart = 32_768;
        return
            File.Exists(Range)
            && File.ReadAllText(Range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var start, ..]
            && int.TryParse(start, CultureInfo.InvariantCulture, out var port)
            ? port
            : UsualStart;
    }
}
