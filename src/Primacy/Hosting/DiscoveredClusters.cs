using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Primacy.Claims;
using Primacy.Configuration;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Following;
using Primacy.Kubernetes.Membership;
using Primacy.Probing;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Hosting;

/// <summary>Makes of what was found in Kubernetes what a watcher runs by.</summary>
internal static class DiscoveredClusters
{
    const int NameLengthMost = 63;

    /// <summary>
    /// What each is called: its namespace and its name, and its preset too where that is not enough. A name that others
    /// have already is not given again.
    /// </summary>
    public static IReadOnlyDictionary<string, FoundCluster> Named(
        IEnumerable<FoundCluster> clusters,
        IEnumerable<string> taken
    )
    {
        var used = taken.ToHashSet();
        var named = new Dictionary<string, FoundCluster>();
        foreach (var cluster in clusters)
        {
            var name = NameOf(cluster.Key.Namespace, cluster.Key.Name);
            if (!used.Add(name))
            {
                name = Fit($"{cluster.Key.Namespace}.{cluster.Key.Name}-{cluster.Key.Preset}");
                if (!used.Add(name))
                    continue;
            }
            named[name] = cluster;
        }
        return named;
    }

    /// <summary>What a cluster is called, unless another one has that name already.</summary>
    public static string NameOf(string space, string name) => Fit($"{space}.{name}");

    public static ClusterOptions ToOptions(
        string name,
        FoundCluster cluster,
        DiscoveredDefaults defaults,
        IPostedClaims claims
    )
    {
        var connection = cluster.Credentials is { } known
            ? defaults.Connection with
            {
                User = known.User ?? defaults.Connection.User,
                Password = known.Password ?? defaults.Connection.Password,
            }
            : defaults.Connection;
        return new ClusterOptions
        {
            Name = name,
            Labels =
            [
                new ClusterLabel("namespace", cluster.Key.Namespace),
                new ClusterLabel("preset", cluster.Key.Preset),
            ],
            Instances =
            [
                .. cluster.Instances.Select(instance => new InstanceOptions(
                    new Instance(new InstanceId(instance.Name), Host(cluster.Key, instance), instance.Port),
                    connection with
                    {
                        Host = Host(cluster.Key, instance),
                        Port = instance.Port,
                    }
                )),
            ],
            Interval = defaults.Interval,
            Timeout = defaults.Timeout,
            Policy = defaults.Policy,
            Repair = defaults.Repair,
            Managers = Managers(cluster, defaults, connection, claims),
        };
    }

    static ManagerOptions Managers(
        FoundCluster cluster,
        DiscoveredDefaults defaults,
        ConnectionSettings connection,
        IPostedClaims claims
    )
    {
        var hasSecret = cluster.Credentials is not null;
        var database = defaults.AsksRepmgr ?? hasSecret ? cluster.RepmgrDatabase : null;
        var pgpools = defaults.AsksPgpool ?? hasSecret ? cluster.Pgpools : [];
        return new ManagerOptions
        {
            Posted = claims,
            Patroni = defaults.AsksPatroni && cluster.PatroniPort is { } port ? Patroni(cluster, port) : null,
            Repmgr = database is null ? null : new RepmgrOptions(database),
            Pgpools = [.. pgpools.Select(pool => connection with { Host = pool.Address, Port = pool.Port })],
            Names =
            [
                .. from instance in cluster.Instances
                where instance.DnsName is not null
                select new ServerName(instance.DnsName!, Host(cluster.Key, instance)),
            ],
        };
    }

    /// <summary>
    /// Where an instance is. One that has never had an address has a name all the same, which nothing answers to: it is
    /// expected, and cannot be seen. See https://www.rfc-editor.org/rfc/rfc6761#section-6.4 for what cannot exist.
    /// </summary>
    static string Host(ClusterKey key, KnownInstance instance) =>
        instance.Address ?? instance.DnsName ?? $"{instance.Name}.{key.Namespace}.invalid";

    static PatroniOptions? Patroni(FoundCluster cluster, int port)
    {
        var urls = cluster
            .Instances.Select(instance => instance.Address)
            .OfType<string>()
            .Where(address => IPAddress.TryParse(address, out _))
            .Select(address => new UriBuilder(Uri.UriSchemeHttp, address, port).Uri)
            .ToEquatableArray();
        return urls.Count == 0 ? null : new PatroniOptions { Urls = urls };
    }

    /// <summary>Names of Kubernetes are as long each as ours may be together.</summary>
    static string Fit(string name)
    {
        if (name.Length <= NameLengthMost && ClusterNames.Objection(name) is null)
            return name;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
        var head = ClusterNames.FromHost(name);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{head[..Math.Min(head.Length, NameLengthMost - 9)]}-{hash}"
        );
    }
}
