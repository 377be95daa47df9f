using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>Steps all incidents of a cluster, one for each code that can be one.</summary>
public static class IncidentBook
{
    /// <summary>The incidents after a look, and what happened to them.</summary>
    /// <param name="open">Those that were pending or firing.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="assessment">What the look means.</param>
    /// <param name="before">When the look before was taken; null when that is not known.</param>
    /// <param name="now">The time.</param>
    /// <param name="policy">How long is waited.</param>
    public static (EquatableArray<Incident> Open, EquatableArray<IncidentEvent> Events) Step(
        EquatableArray<Incident> open,
        string cluster,
        Assessment assessment,
        DateTimeOffset? before,
        DateTimeOffset now,
        IncidentPolicy policy
    )
    {
        var observed = policy.Observed(before, now);
        List<Incident> next = [];
        List<IncidentEvent> events = [];
        foreach (var finding in assessment.Findings)
        {
            // A healthy cluster and a switchover that is under way are states, not incidents.
            if (finding.Code.Severity < Severity.Warning)
                continue;
            var current = Find(open, finding.Code);
            if (current is null && finding.Detection is not Detection.Present)
                continue;
            // Two primaries are the gravest, so whether these are told of has been decided before.
            var said = (finding.Detection as Detection.Present)?.Verdict ?? current?.Verdict;
            var isHeld = said is not null && Inhibition.Inhibitor(next) is { } split && Inhibition.IsHeld(said, split);
            var waits = isHeld ? Inhibition.Hold(finding.Code, policy) : policy;
            var (incident, kind) = IncidentMachine.Step(current, cluster, finding.Detection, observed, now, waits);
            if (isHeld)
                incident = Inhibition.WaitAnew(incident);
            if (incident is { Phase: not IncidentPhase.Resolved })
                next.Add(incident);
            if (kind is { } happened)
                events.Add(new IncidentEvent(happened, now, incident!));
        }
        return (next.ToEquatableArray(), events.ToEquatableArray());
    }

    static Incident? Find(EquatableArray<Incident> open, VerdictCode code)
    {
        foreach (var incident in open)
        {
            if (incident.Code == code)
                return incident;
        }
        return null;
    }
}
