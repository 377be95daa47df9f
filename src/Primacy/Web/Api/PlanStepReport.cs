using Primacy.Repair;

namespace Primacy.Web.Api;

/// <summary>One step of a plan as the API serves it.</summary>
/// <param name="Kind">keep-branch, fence, complete-branch or verify.</param>
/// <param name="Means">The fence's name; null where there is none.</param>
/// <param name="Precondition">What is checked right before it.</param>
/// <param name="Action">What is done.</param>
/// <param name="Effect">What is seen afterwards.</param>
internal sealed record PlanStepReport(string Kind, string? Means, string Precondition, string Action, string Effect)
{
    public static PlanStepReport From(PlanStep step) =>
        new(step.Slug, step.Means, step.Precondition, step.Action, step.Effect);
}
