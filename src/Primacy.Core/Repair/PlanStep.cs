namespace Primacy.Repair;

/// <summary>One step of a plan, in sentences that stay the same as long as nothing changes.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Means">The fence's name; null where there is none.</param>
/// <param name="Precondition">What is checked right before it.</param>
/// <param name="Action">What is done.</param>
/// <param name="Effect">What is seen afterwards; else the run ends there.</param>
public sealed record PlanStep(StepKind Kind, string? Means, string Precondition, string Action, string Effect)
{
    /// <summary>What was offered for it; null for what needs no means.</summary>
    public Offer.Possible? Offer { get; init; }

    /// <summary>The word for programs: "keep-branch".</summary>
    public string Slug =>
        Kind switch
        {
            StepKind.KeepBranch => "keep-branch",
            StepKind.Fence => "fence",
            StepKind.CompleteBranch => "complete-branch",
            StepKind.Verify => "verify",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
