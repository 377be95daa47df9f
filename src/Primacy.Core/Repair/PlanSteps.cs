namespace Primacy.Repair;

/// <summary>The steps of a plan, in the order that limits harm.</summary>
static class PlanSteps
{
    public static IEnumerable<PlanStep> Of(RepairCase known, Offer.Possible branch, EquatableArray<FenceMeans> fences)
    {
        var (keep, loser) = (known.Keep.Instance, known.Loser.Instance);
        yield return new(
            StepKind.KeepBranch,
            null,
            Sentences($"{PlanWords.Unchanged(known)}", branch.Holds),
            branch.Does,
            $"What {loser} wrote since the fork at {known.Fork} is durable here, and goes on being recorded."
        )
        {
            Offer = branch,
        };
        foreach (var fence in fences)
        {
            var offer = (Offer.Possible)fence.Offer;
            yield return new(
                StepKind.Fence,
                fence.Name,
                Sentences(
                    $"{PlanWords.Unchanged(known)}",
                    $"{keep} takes writes, and nobody stands behind another one.",
                    offer.Holds
                ),
                offer.Does,
                fence.Effect is FenceEffect.BlocksWrites
                    ? $"A write on {loser} fails, and no transaction is given a number any more."
                    : $"{loser} has ended. What starts it again decides what it comes back as."
            )
            {
                Offer = offer,
            };
        }
        yield return new(
            StepKind.CompleteBranch,
            null,
            $"{loser} was seen to be stopped.",
            $"Waits until all that {loser} wrote is recorded.",
            "The recording is complete."
        );
        yield return new(
            StepKind.Verify,
            null,
            "The recording is complete.",
            $"Looks until {keep} is the only primary and {loser} streams from it.",
            known.Others.Count == 0
                ? $"{keep} is the only primary, and {loser} streams from it."
                : $"{loser} streams from {keep}; the other primaries take a plan each."
        );
    }

    static string Sentences(params string[] sentences) =>
        string.Join(" ", sentences.Where(sentence => sentence.Length > 0));
}
