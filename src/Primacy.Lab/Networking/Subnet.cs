using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Primacy.Lab.Networking;

/// <summary>
/// The addresses of one lab: 256 within 198.18.0.0/15, which is set aside for tests of networks and routed nowhere. See
/// https://www.rfc-editor.org/rfc/rfc2544.
/// </summary>
internal static class Subnet
{
    const int FirstInstance = 11;

    /// <summary>Its first three numbers, which no interface of this machine and no other lab uses.</summary>
    public static string Pick(IReadOnlyCollection<string> taken)
    {
        var used = NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Where(unicast => unicast.Address.AddressFamily == AddressFamily.InterNetwork)
            .Select(unicast => unicast.Address.ToString())
            .Select(address => address[..address.LastIndexOf('.')])
            .Concat(taken)
            .ToHashSet();
        string[] free =
        [
            .. Enumerable
                .Range(0, 512)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"198.{18 + i / 256}.{i % 256}"))
                .Where(subnet => !used.Contains(subnet)),
        ];
        return free is []
            ? throw new LabException("All 512 networks for labs are in use. Take labs down: primacy lab down")
            : Random.Shared.GetItems(free, 1)[0];
    }

    /// <summary>The address of this machine, where clients and watchers are.</summary>
    public static string Outside(string subnet) => $"{subnet}.1";

    public static string Instance(string subnet, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{subnet}.{FirstInstance + number - 1}");
}
