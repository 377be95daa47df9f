using Primacy.Watching;

namespace Primacy.Configuration;

/// <summary>Clusters that must not share a name or a server.</summary>
internal sealed class ClusterList(Problems problems)
{
    readonly List<ClusterOptions> _all = [];
    readonly Dictionary<(string Host, int Port), string> _owners = [];

    public IReadOnlyList<ClusterOptions> All => _all;

    /// <summary>Takes clusters over that were checked against one another before.</summary>
    public void AddChecked(IEnumerable<ClusterOptions> clusters)
    {
        foreach (var cluster in clusters)
        {
            _all.Add(cluster);
            foreach (var address in AddressesOf(cluster))
                _owners.TryAdd(address, cluster.Name);
        }
    }

    public void Add(ClusterOptions cluster, Location at)
    {
        if (_all.Any(other => other.Name == cluster.Name))
        {
            problems.Add(at, $"there are two clusters with the name '{cluster.Name}'");
            return;
        }
        _all.Add(cluster);
        foreach (var address in AddressesOf(cluster))
        {
            if (!_owners.TryAdd(address, cluster.Name) && _owners[address] is var owner && owner != cluster.Name)
                problems.Add(
                    at,
                    $"{address.Host}:{address.Port} belongs to '{owner}' already; a server is in one cluster only"
                );
        }
    }

    static IEnumerable<(string Host, int Port)> AddressesOf(ClusterOptions cluster) =>
        cluster.Instances.Select(i => (i.Connection.Host.ToLowerInvariant(), i.Connection.Port));
}
