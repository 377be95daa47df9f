using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>
/// The addresses of the pods, each its own on loopback, and so the lab's DNS. A pod of a StatefulSet has the same one
/// again when it comes back, since the servers know one another by address where a Kubernetes has names.
/// </summary>
/// <remarks>
/// The API server takes any address for a pod's, but refuses Endpoints with loopback ones, so that Services lead
/// nowhere.
/// </remarks>
internal sealed class PodAddresses
{
    const int Most = 250;

    readonly Lock _lock = new();
    readonly Dictionary<(string Namespace, string Pod), string> _taken = [];
    readonly string _network = string.Create(
        CultureInfo.InvariantCulture,
        $"127.{Random.Shared.Next(64, 255)}.{Random.Shared.Next(0, 255)}"
    );

    /// <summary>The address of a pod, which need not run yet.</summary>
    public string Of(string space, string pod)
    {
        lock (_lock)
        {
            if (_taken.TryGetValue((space, pod), out var address))
                return address;
            if (_taken.Count == Most)
                throw new LabException($"A lab on Kubernetes has addresses for {Most} pods, and all are taken.");
            return _taken[(space, pod)] = Numbered(_taken.Count + 1);
        }
    }

    /// <summary>The address behind a pod's name such as db-0.db-headless.shop.svc.cluster.local.</summary>
    public string Resolve(string host) =>
        host.Split('.') is [var pod, _, var space, "svc", ..]
            ? Of(space, pod)
            : throw new LabException($"'{host}' is no name of a pod behind a headless Service.");

    /// <summary>
    /// Whether pods can listen at a port: somebody may listen there on all addresses of this machine.
    /// </summary>
    public bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(Numbered(1)), port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"{_network}.{number}");
}
