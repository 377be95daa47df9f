using Primacy.Incidents;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>Who is told of what, between one reload and the next.</summary>
internal sealed class Routing
{
    readonly IReadOnlyList<Receiver> _receivers;
    readonly IReadOnlyList<AlertRoute> _routes;
    readonly IReadOnlySet<string> _unnamed;
    readonly IReadOnlyDictionary<string, EquatableArray<ClusterLabel>> _clusters;

    /// <param name="receivers">All receivers.</param>
    /// <param name="unnamed">Those that no route can name, and who are told of everything.</param>
    /// <param name="routes">The routes; empty where everybody is told of everything.</param>
    /// <param name="clusters">The clusters that are watched, and their labels.</param>
    public Routing(
        IReadOnlyList<Receiver> receivers,
        IEnumerable<string> unnamed,
        IReadOnlyList<AlertRoute> routes,
        IReadOnlyDictionary<string, EquatableArray<ClusterLabel>> clusters
    ) => (_receivers, _unnamed, _routes, _clusters) = (receivers, unnamed.ToHashSet(), routes, clusters);

    public static Routing None { get; } = new([], [], [], new Dictionary<string, EquatableArray<ClusterLabel>>());

    /// <summary>Everybody who may be told.</summary>
    public IReadOnlyList<string> Receivers => [.. _receivers.Select(receiver => receiver.Name)];

    /// <summary>Who is told of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="told">
    /// Who was told of the incident before: a reload between its beginning and its end leaves nobody with half of it.
    /// </param>
    public IReadOnlyList<string> Of(IncidentEvent happened, IReadOnlySet<string> told)
    {
        var isEnd = happened.Incident.Phase is IncidentPhase.Resolved;
        return
        [
            .. _receivers
                .Where(receiver => receiver.IsToldOfEnds || !isEnd)
                .Where(one => one.Verdicts.Count == 0 || one.Verdicts.Contains(happened.Incident.Code))
                .Select(receiver => receiver.Name)
                .Where(name => IsFor(name, happened.Incident) || (isEnd && told.Contains(name))),
        ];
    }

    /// <summary>After how long a receiver is told again of an incident that fires; null for never.</summary>
    public TimeSpan? Repeat(string receiver, TimeSpan? refresh, Incident incident)
    {
        // Of a cluster that is no longer watched nobody would ever say that it is well.
        if (!_clusters.ContainsKey(incident.Cluster))
            return null;
        TimeSpan?[] wishes = [refresh, .. RoutesTo(receiver, incident).Select(route => route.Repeat)];
        return wishes.Min();
    }

    /// <summary>The labels of a cluster; none where it is not watched.</summary>
    public EquatableArray<ClusterLabel> LabelsOf(string cluster) => _clusters.GetValueOrDefault(cluster);

    bool IsFor(string receiver, Incident incident) =>
        _routes.Count == 0 || _unnamed.Contains(receiver) || RoutesTo(receiver, incident).Any();

    IEnumerable<AlertRoute> RoutesTo(string receiver, Incident incident) =>
        _routes.Where(route =>
            route.Receivers.Contains(receiver)
            && route.Fits(incident.Code, incident.Cluster, LabelsOf(incident.Cluster))
        );
}
