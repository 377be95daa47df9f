using System.Diagnostics;
using Primacy.Repairing;

namespace Primacy.Web.Api;

/// <summary>One step of a run as the API serves it.</summary>
/// <param name="Kind">keep-branch, fence, complete-branch or verify.</param>
/// <param name="Means">The fence's name; null where there is none.</param>
/// <param name="Action">What it does.</param>
/// <param name="State">waiting, begun, done or failed.</param>
/// <param name="BegunAt">When it was begun; null before that.</param>
/// <param name="EndedAt">When it ended; null before that.</param>
/// <param name="Outcome">What came of it; null before it has ended.</param>
internal sealed record RunStepReport(
    string Kind,
    string? Means,
    string Action,
    string State,
    DateTimeOffset? BegunAt,
    DateTimeOffset? EndedAt,
    string? Outcome
)
{
    public static RunStepReport From(RunStep step) =>
        new(step.Slug, step.Means, step.Action, Word(step.State), step.BegunAt, step.EndedAt, step.Outcome);

    static string Word(RunStepState state) =>
        state switch
        {
            RunStepState.Waiting => "waiting",
            RunStepState.Begun => "begun",
            RunStepState.Done => "done",
            RunStepState.Failed => "failed",
            _ => throw new UnreachableException(),
        };
}
