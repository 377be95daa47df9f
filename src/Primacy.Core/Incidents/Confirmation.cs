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
    public static EquatableArray<InstanceId> Needed(Assessment assessment, EquatableArray<Incident> open) =>
        assessment.Headline.Severity < Severity.Critical
            ? []
            : assessment
                .Findings.Select(f => f.Detection)
                .OfType<Detection.Present>()
                .Select(present => present.Verdict)
                .Where(v => v.Code is VerdictCode.MultiplePrimaries or VerdictCode.ForeignPrimary)
                .Where(v => !open.Any(i => IsGoingOn(i, v)))
                .SelectMany(v => v.Subjects)
                .Distinct()
                .ToEquatableArray();

    static bool IsGoingOn(Incident incident, Verdict verdict) =>
        incident.Code == verdict.Code
        && incident.Verdict.Subjects == verdict.Subjects
        && incident.Observed == TimeSpan.Zero;
}
