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
    /// The claimants of verdicts that fire without waiting and are not firing already; empty when none.
    /// </summary>
    public static EquatableArray<InstanceId> Needed(Assessment assessment, EquatableArray<Incident> open) =>
        assessment
            .Findings.Select(f => f.Detection)
            .OfType<Detection.Present>()
            .Select(present => present.Verdict)
            .Where(v => v.Code is VerdictCode.MultiplePrimaries or VerdictCode.ForeignPrimary)
            .Where(v => !open.Any(i => i.Code == v.Code && i.Verdict.Subjects == v.Subjects))
            .SelectMany(v => v.Subjects)
            .Distinct()
            .ToEquatableArray();
}
