using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Watching;

namespace Primacy.Notifications;

/// <summary>Several incidents' news for one receiver, in one message; what people should read first is first.</summary>
internal sealed class Batch
{
    public Batch(EquatableArray<ClusterLabel> labels, IEnumerable<Delivery> deliveries)
    {
        Labels = labels;
        Deliveries =
        [
            .. deliveries
                .OrderBy(one => one.Event.Incident.Phase is IncidentPhase.Resolved)
                .ThenByDescending(one => one.Event.Incident.Code.Severity)
                .ThenBy(one => one.Event.Incident.Code)
                .ThenBy(one => one.Event.Incident.Since)
                .ThenBy(one => one.Event.Incident.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>What they have in common; empty where that is nothing but their receiver.</summary>
    public EquatableArray<ClusterLabel> Labels { get; }

    /// <summary>One for each incident; never empty.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; }

    /// <summary>One delivery, which is told as if nothing could be grouped.</summary>
    public static Batch Of(Delivery delivery) => new([], [delivery]);
}
