using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Primacy.Lab.Servers;

/// <summary>
/// Picks free ports below the range the kernel takes for outgoing connections: from within that range a port could be
/// taken by any client while its server is stopped, and the server could not come back. A port is owned by whom it was
/// picked for, also before and between the times that somebody listens there, so none is picked twice.
/// </summary>
internal static class PortPicker
{
    const int Lowest = 20_000;
    const int AttemptsMax = 1_000;

    /// <summary>How many picks this process remembers: more than all labs that it can have up at once.</summary>
    const int RememberedMax = 4_096;

    static readonly Lock Picking = new();
    static readonly Queue<int> Remembered = new();

    /// <summary>Free ports, none of them picked lately by this process or among those that are owned.</summary>
    public static IReadOnlyList<int> Pick(int count, IReadOnlyCollection<int> owned)
    {
        lock (Picking)
        {
            var ports = Pick(count, [.. owned, .. Remembered]);
            foreach (var port in ports)
                Remembered.Enqueue(port);
            while (Remembered.Count > RememberedMax)
                Remembered.Dequeue();
            return ports;
        }
    }

    static int[] Pick(int count, HashSet<int> owned)
    {
        var limit = Math.Max(EphemeralStart(), Lowest + 1_000);
        var ports = new HashSet<int>();
        for (var attempt = 0; ports.Count < count && attempt < AttemptsMax; attempt++)
        {
            var port = Random.Shared.Next(Lowest, limit);
            if (!owned.Contains(port) && IsFree(port))
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
