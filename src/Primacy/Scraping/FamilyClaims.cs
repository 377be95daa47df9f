using System.Collections.Concurrent;

namespace Primacy.Scraping;

/// <summary>
/// Whose each family name is. A name on a page belongs to one source only, or the page could not be read: what Primacy
/// knows from its probes comes first, then the built-in collectors that are on, then custom queries in their order.
/// </summary>
internal sealed class FamilyClaims
{
    public const string Exporter = "the exporter itself";

    const string Probes = "the probes";

    readonly ConcurrentDictionary<string, string> _owners = new()
    {
        // Written with or without an exporter, see Exporter/InstanceMetrics.
        ["pg_replication_is_replica"] = Probes,
        ["pg_replication_lag"] = Probes,
    };

    readonly List<(string Prefix, string Owner)> _prefixes = [];

    /// <summary>Takes all names that begin so, before anybody asks for one of them.</summary>
    public void ClaimAll(string prefix, string owner) => _prefixes.Add((prefix, owner));

    /// <summary>
    /// Takes a name for an owner, who may take it again. Null when it is the owner's, else whose it is already.
    /// </summary>
    public string? Claim(string family, string owner)
    {
        if (owner != Exporter && (Begins(family, "primacy_") || Begins(family, "process_")))
            return Exporter;
        foreach (var (prefix, other) in _prefixes)
        {
            if (other != owner && Begins(family, prefix))
                return other;
        }
        var first = _owners.GetOrAdd(family, owner);
        return first == owner ? null : first;
    }

    static bool Begins(string family, string prefix) => family.StartsWith(prefix, StringComparison.Ordinal);
}
