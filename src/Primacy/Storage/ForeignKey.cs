using System.Globalization;
using Primacy.Incidents;
using Primacy.Kubernetes.Leadership;

namespace Primacy.Storage;

/// <summary>
/// What the key of an incident says that another watcher gave it. Of several each gives its own, by the moment at which
/// it saw the incident begin; a link in a message has the key of whoever told it, and is opened anywhere.
/// </summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Code">The verdict's slug.</param>
/// <param name="Since">When it was first seen there; null where that is not said.</param>
internal sealed record ForeignKey(string Cluster, string Code, DateTimeOffset? Since)
{
    /// <summary>By how much watchers may differ: they look at moments of their own, by clocks of their own.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public static ForeignKey? Parse(string key)
    {
        if (key.Split('/') is not [.. { Length: > 0 } cluster, var code, var end])
            return null;
        var name = string.Join('/', cluster);
        if (end == ReplicaTurns.WithoutLease)
            return new ForeignKey(name, code, null);
        return DateTimeOffset.TryParseExact(
            end,
            Incident.KeyTimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var since
        )
            ? new ForeignKey(name, code, since)
            : null;
    }
}
