using Primacy.Repairing;

namespace Primacy.Web.Pages;

/// <summary>One step of a run on the page.</summary>
internal sealed record RunStepLine(string Title, string Words, string Tone)
{
    public static RunStepLine Of(RunStep step) =>
        step.State switch
        {
            RunStepState.Waiting => new(step.Title, "waiting", "plain"),
            RunStepState.Begun => new(
                step.Title,
                $"begun at {step.BegunAt:HH:mm:ss} UTC: {Cut(step.Action)}",
                "doubtful"
            ),
            RunStepState.Done => new(step.Title, $"done at {step.EndedAt:HH:mm:ss} UTC: {Cut(step.Outcome)}", "good"),
            _ => new(step.Title, $"failed at {step.EndedAt:HH:mm:ss} UTC: {Cut(step.Outcome)}", "grave"),
        };

    static string Cut(string? text) => Texts.Cut(text ?? "", Texts.SentenceMax);
}
