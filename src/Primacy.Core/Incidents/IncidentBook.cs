using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>Steps all incidents of a cluster, one for each code that can be one.</summary>
public static class IncidentBook
{
    public static (EquatableArray<Incident> Open, EquatableArray<IncidentEvent> Events) Step(
        EquatableArray<Incident> open,
        string cluster,
        Assessment assessment,
        DateTimeOffset now,
        IncidentPolicy policy
    )
    {
        var next = new List<Incident>();
        var events = new List<IncidentEvent>();
        foreach (var finding in assessment.Findings)
        {
            // A healthy cluster and a switchover that is under way are states, not incidents.
            if (finding.Code.Severity < Severity.Warning)
                continue;
            var current = open.FirstOrDefault(i => i.Code == finding.Code);
            var (incident, kind) = IncidentMachine.Step(current, cluster, finding.Detection, now, policy);
            if (incident is { Phase: not IncidentPhase.Resolved })
                next.Add(incident);
            if (kind is { } happened)
                events.Add(new IncidentEvent(happened, now, incident!));
        }
        return (next.ToEquatableArray(), events.ToEquatableArray());
    }
}
