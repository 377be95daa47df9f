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
    public static EquatableArray<InstanceId> Needed(Assessment assessment, EquatableArray<Incident> open)
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
                && !IsGoingOn(open, verdict)
            )
                (needed ??= []).AddRange(verdict.Subjects);
        }
        return needed is null ? [] : needed.Distinct().ToEquatableArray();
    }

    static bool IsGoingOn(EquatableArray<Incident> open, Verdict verdict)
    {
        foreach (var incident in open)
        {
            if (IsGoingOn(incident, verdict))
                return true;
        }
        return false;
    }

    static bool IsGoingOn(Incident incident, Verdict verdict) =>
        incident.Code == verdict.Code
        && incident.Verdict.Subjects == verdict.Subjects
        && incident.Observed == TimeSpan.Zero;
}
