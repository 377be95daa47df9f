using Primacy.Kubernetes.Discovering;
using Primacy.Topology;

namespace Primacy.Kubernetes.Following;

/// <summary>
/// When a manager was last at work, by our own clock: when the word changed that it renews. What it writes as the time
/// is another machine's clock, and proves nothing here. Used by one loop.
/// </summary>
internal sealed class Renewals
{
    readonly Dictionary<(ClusterKey, string), (string Word, DateTimeOffset? ChangedAt)> _seen = [];

    /// <summary>As of when a claim holds that is renewed; null until it was seen to be.</summary>
    public DateTimeOffset? RenewedAt(ClusterKey cluster, StatedClaim claim, DateTimeOffset now)
    {
        var key = (cluster, claim.Claim.Who);
        var word = claim.Renewal ?? "";
        if (!_seen.TryGetValue(key, out var seen))
            _seen[key] = seen = (word, null);
        else if (seen.Word != word)
            _seen[key] = seen = (word, now);
        return seen.ChangedAt;
    }

    /// <summary>Forgets what is said of clusters that are gone.</summary>
    public void Keep(IReadOnlySet<ClusterKey> clusters)
    {
        foreach (var gone in _seen.Keys.Where(key => !clusters.Contains(key.Item1)).ToArray())
            _seen.Remove(gone);
    }
}
