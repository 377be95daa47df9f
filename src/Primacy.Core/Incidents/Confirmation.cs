using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Incidents;

/// <summary>
/// Which instances must be read a second time before anything is said. One confirming read of every claimant replaces
/// minutes of waiting: a planned switchover shows two primaries for one read at most.
/// </summary>
public static class Confirmation
{
    /// <summary>
    /// The claimants of verdicts that fire without waiting and are not firing already; empty when none. What was seen
    /// to be over and has not resolved yet is read again: the same two may hand over to one another meanwhile.
    /// </summary>
    /// <param name="assessment">What the look means.</param>
    /// <param name="open">The incidents that were pending or firing before it.</param>
    /// <param name="before">What was remembered before it.</param>
    public static EquatableArray<InstanceId> Needed(
        Assessment assessment,
        EquatableArray<Incident> open,
        ClusterMemory before
    )
    {
        if (assessment.Headline.Severity < Severity.Critical)
            return [];
        List<InstanceId>? needed = null;
        foreach (var finding in assessment.Findings)
        {
            if (
                finding
                    is {
                        Code: VerdictCode.MultiplePrimaries or VerdictCode.ForeignPrimary,
                        Detection: Detection.Present { Verdict: var verdict },
                    }
                && !IsGoingOn(open, before, verdict)
            )
                (needed ??= []).AddRange(verdict.Subjects);
        }
        return needed is null ? [] : needed.Distinct().ToEquatableArray();
    }

    static bool IsGoingOn(EquatableArray<Incident> open, ClusterMemory before, Verdict verdict)
    {
        foreach (var incident in open)
        {
            if (IsGoingOn(incident, verdict))
                return AreKnown(before, verdict.Subjects);
        }
        return false;
    }

    static bool IsGoingOn(Incident incident, Verdict verdict) =>
        incident.Code == verdict.Code
        && incident.Verdict.Subjects == verdict.Subjects
        && incident.Observed == TimeSpan.Zero;

    /// <summary>
    /// An incident that is in doubt stays open: that nobody answered otherwise since has to be remembered, too.
    /// </summary>
    static bool AreKnown(ClusterMemory before, EquatableArray<InstanceId> claimants)
    {
        foreach (var known in before.Instances)
        {
            if (known.Role is not Role.Primary && claimants.Contains(known.Instance))
                return false;
        }
        return true;
    }
}
