using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>Whether a plan still holds while it is carried out, by the newest look.</summary>
public static class Recheck
{
    /// <summary>
    /// What has changed since the plan was approved, a sentence each; empty when the next act may be done. How much the
    /// loser has written since is no reason to wait.
    /// </summary>
    public static EquatableArray<string> BeforeFence(
        Plan plan,
        ClusterView view,
        Assessment assessment,
        EquatableArray<Incidents.Incident> incidents
    )
    {
        var known = plan.Case;
        var person = known.IsByPerson ? known.Keep.Instance.Name : null;
        return Cases.Find(view, assessment, incidents, person) switch
        {
            CaseFound.Refused refused => [.. refused.Why.Select(refusal => refusal.Why)],
            CaseFound.Open { Case: var now } => [.. Differences(known, now)],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What is still missing for the plan to have helped, a sentence each; empty when it has.</summary>
    public static EquatableArray<string> Missing(Plan plan, ClusterView view, Assessment assessment)
    {
        var (keep, loser) = (plan.Case.Keep.Instance, plan.Case.Loser.Instance);
        List<string> missing = [];
        if (view[keep]?.State is not { Role: Role.Primary })
            missing.Add($"{keep} is not seen to be a primary.");
        foreach (var other in view.Primaries.Concat(view.UnseenPrimaries))
        {
            if (other.Id != keep && !plan.Case.Others.Any(known => known.Instance == other.Id))
                missing.Add($"{other.Id} {(other.State is null ? "may still be" : "is still")} a primary.");
        }
        if (view[loser] is not { State: { Role: Role.Standby, Upstream.IsStreaming: true } } standby)
            missing.Add($"{loser} does not stream.");
        else if (view.Replication.HeadOf(standby)?.Id != keep)
            missing.Add($"{loser} is not seen to stream from {keep}.");
        if (
            assessment.Of(VerdictCode.StandbyOnLosingBranch) is Detection.Present { Verdict: var astray }
            && astray.Subjects.Contains(loser)
        )
            missing.Add(astray.Summary);
        return [.. missing];
    }

    static IEnumerable<string> Differences(RepairCase then, RepairCase now)
    {
        if (now.Incident != then.Incident)
            yield return "It is another incident by now.";
        if (now.Keep != then.Keep)
            yield return $"The one to keep is {now.Keep.Instance} by now, or another server: {Seen(now.Keep)}.";
        if (now.Loser != then.Loser)
            yield return $"The one to stop is {now.Loser.Instance} by now, or another server: {Seen(now.Loser)}.";
    }

    static string Seen(RepairTarget target) =>
        $"timeline {target.Timeline}, started at {target.StartedAt:yyyy-MM-dd HH:mm:ss} UTC";
}
