using System.Collections.Concurrent;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>
/// Which of what waits for a receiver is told by one message, and when. Without a grouping each incident is a group of
/// its own that never waits.
/// </summary>
internal sealed class Groups(Grouping? grouping, Func<string, EquatableArray<ClusterLabel>> labelsOf)
{
    const int Many = 250;
    const int Few = 64;

    /// <summary>What was refused together goes alone, so that one that a receiver cannot take keeps no other.</summary>
    readonly ConcurrentDictionary<(IDeliveries Store, long Id), bool> _alone = new();

    public static Groups None { get; } = new(null, _ => []);

    /// <summary>How many incidents are looked at at a time, and stand in one message at most.</summary>
    public int SizeMax => grouping is null ? Few : Many;

    public GroupKey KeyOf(Waiting head) =>
        grouping is null || _alone.ContainsKey((head.Store, head.Delivery.Id))
            ? new GroupKey(head.Incident, [])
            : new GroupKey(null, Common(head.Delivery.Event.Incident, grouping));

    /// <summary>From when on a message may be sent: as soon as any of it has waited for others long enough.</summary>
    public DateTimeOffset ReadyAt(IEnumerable<Waiting> group) => group.Min(ReadyAt);

    /// <summary>
    /// Whether it goes along with a message of its group: what is due, and what waits for its next attempt, so that a
    /// group stays together. What is held does not.
    /// </summary>
    public static bool GoesAlong(Waiting head, DateTimeOffset now) =>
        head.DueAt <= now || head.Delivery is { Attempts: > 0, HeldBy: null };

    /// <summary>A message was refused, and is told in parts, one for each incident.</summary>
    public void Separate(IReadOnlyList<Waiting> batch)
    {
        foreach (var head in batch)
            _alone[(head.Store, head.Delivery.Id)] = true;
    }

    /// <summary>It was told, or given up.</summary>
    public void Forget(Waiting head) => _alone.TryRemove((head.Store, head.Delivery.Id), out _);

    DateTimeOffset ReadyAt(Waiting head)
    {
        var (_, delivery, dueAt) = head;
        if (grouping is null || delivery.Attempts > 0 || _alone.ContainsKey((head.Store, delivery.Id)))
            return dueAt;
        var incident = delivery.Event.Incident;
        return dueAt
            + grouping.WaitOf(
                isUrgent: !delivery.IsRepeat
                    && incident.Phase is not IncidentPhase.Resolved
                    && incident.Code.Severity is Severity.Critical
            );
    }

    EquatableArray<ClusterLabel> Common(Incident incident, Grouping by) =>
        [.. by.By.Select(name => new ClusterLabel(name, ValueOf(name, incident)))];

    string ValueOf(string name, Incident incident) =>
        name switch
        {
            "cluster" => incident.Cluster,
            "verdict" => incident.Code.Slug,
            "severity" => incident.Code.Severity is Severity.Critical ? "critical" : "warning",
            _ => labelsOf(incident.Cluster).FirstOrDefault(label => label.Name == name)?.Value ?? "",
        };
}
