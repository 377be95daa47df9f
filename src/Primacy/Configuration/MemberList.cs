using System.Globalization;
using Npgsql;
using Primacy.Configuration.Libpq;
using Primacy.Probing;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Configuration;

/// <summary>Makes the members of a cluster of its servers and of what holds for all of them.</summary>
internal static class MemberList
{
    public static EquatableArray<InstanceOptions> Make(
        IReadOnlyList<ServerAddress> servers,
        ConnectionSettings settings,
        Problems problems
    )
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var addresses = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var server in servers)
        {
            if (!addresses.Add(Address(server)))
                problems.Add(server.At, $"the address {Address(server)} appears twice in this cluster");
            else if (!names.Add(NameOf(server)))
                problems.Add(server.At, $"the name {NameOf(server)} appears twice in this cluster");
            if (server.Address is { } address && address != server.Host && settings.SslMode is SslMode.VerifyFull)
                problems.Add(
                    server.At,
                    "sslmode=verify-full checks the host's name, so hostaddr cannot be used with it"
                );
        }
        return servers.Select(server => Member(server, settings)).ToEquatableArray();
    }

    /// <summary>The address as people know it, "db1:5432" or "[::1]:5432".</summary>
    public static string Address(ServerAddress server) =>
        string.Create(CultureInfo.InvariantCulture, $"{Bracketed(server.Host)}:{server.Port}");

    static string NameOf(ServerAddress server) => server.Name ?? Address(server);

    static string Bracketed(string host) =>
        host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('/') ? $"[{host}]" : host;

    static InstanceOptions Member(ServerAddress server, ConnectionSettings settings) =>
        new(
            new Instance(new InstanceId(NameOf(server)), server.Host, server.Port),
            settings with
            {
                Host = server.Address ?? server.Host,
                Port = server.Port,
            }
        );
}
