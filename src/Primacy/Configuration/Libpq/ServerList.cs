using System.Globalization;
using System.Net;

namespace Primacy.Configuration.Libpq;

/// <summary>
/// Takes host, hostaddr and port apart: commas separate servers, and there is one port for all or one for each.
/// See https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS.
/// </summary>
internal static class ServerList
{
    public const int PortDefault = 5432;

    /// <summary>Where Debian's servers put their socket, and so where its libpq looks.</summary>
    const string SocketDirectory = "/var/run/postgresql";

    public static IReadOnlyList<ServerAddress> Read(ConnectionLayers layers, Problems problems)
    {
        var (host, address) = Places(layers);
        var hosts = Split(host);
        var addresses = Split(address);
        var count = Math.Max(Math.Max(hosts.Length, addresses.Length), 1);
        if (hosts.Length > 0 && addresses.Length > 0 && hosts.Length != addresses.Length)
        {
            problems.Add(
                address!.At,
                $"hostaddr lists {addresses.Length} and host lists {hosts.Length}: give one address for each host"
            );
            return [];
        }
        foreach (var wrong in addresses.Where(a => a.Length > 0 && !IPAddress.TryParse(a, out _)))
            problems.Add(address!.At, $"hostaddr takes numeric addresses only, and '{wrong}' is none");
        // The rest of a password that was not encoded ends up here, and must not become a name that everybody sees.
        if (host is { } && hosts.Any(h => h.IndexOf('@', StringComparison.Ordinal) > 0 && !h.StartsWith('/')))
            problems.Add(host.At, "a host has no '@'; in the password of a URI write '@' as %40");
        if (Ports(layers, count, problems) is not { } ports)
            return [];
        var at = (host ?? address)?.At ?? new Location("PGHOST");
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new ServerAddress(
                    null,
                    NonEmpty(hosts, i) ?? NonEmpty(addresses, i) ?? DefaultHost(layers.Around),
                    NonEmpty(addresses, i),
                    ports[i],
                    at
                )),
        ];
    }

    /// <summary>The one port that instances without a port of their own have.</summary>
    public static int Port(ConnectionLayers layers, Problems problems) =>
        layers.Find("port") is { } port ? Port(port.Value, port.At, problems) ?? PortDefault : PortDefault;

    public static int? Port(string text, Location at, Problems problems)
    {
        if (
            int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536
        )
            return port;
        problems.Add(at, "a port is a number from 1 to 65535");
        return null;
    }

    /// <summary>
    /// The environment says where only when nothing else does: unlike libpq, a PGHOSTADDR left over in a shell never
    /// redirects hosts that are named.
    /// </summary>
    static (Setting? Host, Setting? Address) Places(ConnectionLayers layers) =>
        (layers.Given("host"), layers.Given("hostaddr")) is var (host, address) && (host ?? address) is { }
            ? (host, address)
            : (layers.Find("host"), layers.Find("hostaddr"));

    static int[]? Ports(ConnectionLayers layers, int count, Problems problems)
    {
        if (layers.Find("port") is not { } given)
            return [.. Enumerable.Repeat(PortDefault, count)];
        var texts = given.Value.Split(',');
        if (texts.Length != 1 && texts.Length != count)
        {
            problems.Add(
                given.At,
                $"port lists {texts.Length} and host lists {count}: give one port for all hosts or one for each"
            );
            return null;
        }
        var ports = texts.Select(text => text.Length == 0 ? PortDefault : Port(text, given.At, problems)).ToArray();
        if (ports.Contains(null))
            return null;
        return [.. Enumerable.Range(0, count).Select(i => ports[texts.Length == 1 ? 0 : i]!.Value)];
    }

    static string DefaultHost(Surroundings around) =>
        around.DirectoryExists(SocketDirectory) ? SocketDirectory : "localhost";

    static string[] Split(Setting? setting) => setting?.Value.Split(',') ?? [];

    static string? NonEmpty(string[] values, int index) =>
        index < values.Length && values[index].Length > 0 ? values[index] : null;
}
