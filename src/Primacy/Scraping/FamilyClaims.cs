using System.Collections.Concurrent;
using Primacy.Exposition;

namespace Primacy.Scraping;

/// <summary>
/// Whose each family name is. A name on a page belongs to one source only, or the page could not be read: what Primacy
/// knows from its probes comes first, then the built-in collectors that are on, then custom queries in their order.
/// </summary>
internal sealed class FamilyClaims
{
    public const string Exporter = "the exporter itself";

    const string Probes = "the probes";

    /// <summary>By name, as readers of old get it.</summary>
    readonly ConcurrentDictionary<string, (string Owner, string Family)> _owners = new()
    {
        // Written with or without an exporter, see Exporter/InstanceMetrics.
        ["pg_replication_is_replica"] = (Probes, "pg_replication_is_replica"),
        ["pg_replication_lag"] = (Probes, "pg_replication_lag"),
    };

    readonly List<(string Prefix, string Owner)> _prefixes = [];

    /// <summary>Takes all names that begin so, before anybody asks for one of them.</summary>
    public void ClaimAll(string prefix, string owner) => _prefixes.Add((prefix, owner));

    /// <summary>
    /// Takes a name for a family of an owner, who may take it again for the same one. Null when it is theirs, else
    /// whose it is already, which may be another family of that owner.
    /// </summary>
    /// <param name="family">The family.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="suffix">What the family's name has behind it, such as "_count"; empty for its name alone.</param>
    public string? Claim(string family, string owner, string suffix = "")
    {
        var name = MetricNames.Underscored(family + suffix);
        if (owner != Exporter && (Begins(name, "primacy_") || Begins(name, "process_")))
            return Exporter;
        foreach (var (prefix, other) in _prefixes)
        {
            if (other != owner && Begins(name, prefix))
                return other;
        }
        var first = _owners.GetOrAdd(name, (owner, family));
        return first == (owner, family) ? null : first.Owner;
    }

    static bool Begins(string family, string prefix) => family.StartsWith(prefix, StringComparison.Ordinal);
}
