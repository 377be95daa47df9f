using Primacy.Repair;

namespace Primacy.Scenarios;

/// <summary>
/// What would be done about a look where every branch can be kept, and every server be blocked and ended:
/// <c>plan</c>, or <c>plan keep=b</c> when a person decides.
/// </summary>
static class PlanTeller
{
    static readonly Means Means = new(
        new Offer.Possible("Records its WAL.", ""),
        [
            new("sql", FenceEffect.BlocksWrites, new Offer.Possible("Blocks its databases.", "")),
            new("pod", FenceEffect.EndsServer, new Offer.Possible("Deletes its pod.", "")),
        ]
    );

    public static IEnumerable<string> Lines(ClusterStep step, string? keep)
    {
        var found = Cases.Find(step.View, step.Assessment, step.State.Incidents, keep);
        if (found is CaseFound.Refused refused)
            return refused.Why.SelectMany(Refusal);
        var known = ((CaseFound.Open)found).Case;
        var plan = ((Proposal.Ready)Planner.Plan(known, Means)).Plan;
        return
        [
            $"stop {known.Loser.Instance}. {known.Decision}",
            .. plan.Loss.Select(line => $"  loss: {line}"),
            .. plan.Steps.Select(s => $"  {s.Slug}{(s.Means is { } means ? $" ({means})" : "")}: {s.Effect}"),
            .. plan.Remains.Select(line => $"  then: {line}"),
        ];
    }

    static string[] Refusal(Refusal refusal) => [$"no plan, {refusal.Slug}: {refusal.Why}", $"  {refusal.Remedy}"];
}
