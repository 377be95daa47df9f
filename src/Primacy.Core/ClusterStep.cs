using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy;

/// <summary>What one look at a cluster leads to. The shell writes it down first and acts second.</summary>
/// <param name="State">The state after it.</param>
/// <param name="View">What was seen.</param>
/// <param name="Assessment">What it means.</param>
/// <param name="Events">What happened to incidents: to be journaled, then told.</param>
/// <param name="Reread">
/// When not empty, nothing has been decided yet: these instances are to be read again at once and the step taken anew.
/// </param>
/// <param name="Inquiries">What would be worth knowing beyond the probes, the most urgent first.</param>
public sealed record ClusterStep(
    ClusterState State,
    ClusterView View,
    Assessment Assessment,
    EquatableArray<IncidentEvent> Events,
    EquatableArray<InstanceId> Reread,
    EquatableArray<Inquiry> Inquiries
)
{
    /// <summary>
    /// The interval to look at while the cluster deserves attention; null when the usual one will do.
    /// </summary>
    public TimeSpan? Hurry { get; init; }

    /// <summary>How long to wait for the next look where this is the usual interval.</summary>
    public TimeSpan Interval(TimeSpan usual) => Hurry is { } hurry && hurry < usual ? hurry : usual;
}
