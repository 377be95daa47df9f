using Primacy.Repairing;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>A run of a plan and how far it is.</summary>
internal sealed record RunModel
{
    public required string Title { get; init; }

    /// <summary>good, grave, doubtful or plain.</summary>
    public required string Tone { get; init; }

    public required string Reason { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public string? Outcome { get; init; }

    public required IReadOnlyList<RunStepLine> Steps { get; init; }

    public static RunModel Of(RepairRun run) =>
        new()
        {
            Title =
                $"{Texts.Name(run.Actor.Name)} had {Texts.Name(run.Loser)} stopped at {run.StartedAt:yyyy-MM-dd HH:mm:ss} "
                + $"UTC, to keep {Texts.Name(run.Keep)}: {RunReport.Word(run.State)}",
            Tone = run.State switch
            {
                RunState.Running => "plain",
                RunState.Verified => "good",
                RunState.Interrupted => "grave",
                _ => "doubtful",
            },
            Reason = Texts.Cut(run.Reason, Texts.SentenceMax),
            Outcome = run.Outcome is { } outcome ? Texts.Cut(outcome, Texts.SentenceMax) : null,
            Steps = [.. run.Steps.Select(RunStepLine.Of)],
        };
}
