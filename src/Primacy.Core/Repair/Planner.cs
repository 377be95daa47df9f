namespace Primacy.Repair;

/// <summary>Makes a plan of a case and the means there are.</summary>
public static class Planner
{
    public static Proposal Plan(RepairCase known, Means means)
    {
        var fences = Chosen(means).ToEquatableArray();
        List<Refusal> refusals = [];
        if (means.Branch is not Offer.Possible branch)
            refusals.Add(BranchNotKept(known, means.Branch));
        if (fences.Count == 0)
            refusals.Add(NoFence(known, means));
        if (means.Branch is not Offer.Possible keeps || refusals.Count > 0)
            return new Proposal.Refused([.. refusals]);
        EquatableArray<PlanStep> steps = [.. PlanSteps.Of(known, keeps, fences)];
        return new Proposal.Ready(
            new Plan
            {
                Case = known,
                Steps = steps,
                Loss = [.. PlanWords.Loss(known)],
                Remains = [.. PlanWords.Remains(known, fences)],
                Basis = [.. PlanWords.Basis(known, steps)],
            }
        );
    }

    /// <summary>All that block writes, and the first that ends the server: to end it twice ends another one.</summary>
    static IEnumerable<FenceMeans> Chosen(Means means)
    {
        var hasEnd = false;
        foreach (var fence in means.Fences)
        {
            if (fence.Offer is not Offer.Possible || (hasEnd && fence.Effect is FenceEffect.EndsServer))
                continue;
            hasEnd |= fence.Effect is FenceEffect.EndsServer;
            yield return fence;
        }
    }

    static Refusal BranchNotKept(RepairCase known, Offer offer) =>
        offer is Offer.Impossible no
            ? new(RefusalCode.BranchNotKept, $"What {known.Loser.Instance} wrote cannot be kept: {no.Why}", no.Remedy)
            : new(
                RefusalCode.BranchNotKept,
                $"Nothing here can keep what {known.Loser.Instance} wrote.",
                "Save its data directory yourself before you stop it."
            );

    static Refusal NoFence(RepairCase known, Means means)
    {
        var said = means.Fences.Where(f => f.Offer is Offer.Impossible).ToArray();
        var why = said.Select(f => $" {f.Name}: {((Offer.Impossible)f.Offer).Why}");
        var remedies = said.Select(f => ((Offer.Impossible)f.Offer).Remedy).Distinct();
        return new(
            RefusalCode.NoFence,
            $"There is no way to stop {known.Loser.Instance} from here.{string.Concat(why)}",
            said.Length == 0 ? "Stop it by what your operators have for that." : string.Join(" ", remedies)
        );
    }
}
