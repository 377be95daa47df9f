using Primacy.Acting;

namespace Primacy.Repairing;

/// <summary>A plan that somebody approved, and what has become of it.</summary>
internal sealed record RepairRun
{
    public required string Id { get; init; }

    public required string Cluster { get; init; }

    /// <summary>The key of the incident that it is to end.</summary>
    public required string Incident { get; init; }

    /// <summary>The hash by which the plan was approved.</summary>
    public required string Hash { get; init; }

    public required string Keep { get; init; }

    public required string Loser { get; init; }

    /// <summary>Who approved it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Why he did, in his words.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public RunState State { get; init; }

    /// <summary>How it ended, in a sentence; null while it runs.</summary>
    public string? Outcome { get; init; }

    public required EquatableArray<RunStep> Steps { get; init; }

    /// <summary>Whether it may have stopped anything.</summary>
    public bool HasFenced => Steps.Any(step => step is { Slug: "fence", State: not RunStepState.Waiting });

    /// <summary>What was stopped stays so, and somebody has to know; with a space before each sentence.</summary>
    public string Stays =>
        string.Concat(
            Steps
                .Where(step => step is { Slug: "fence", State: RunStepState.Done })
                .Select(step => $" What {step.Title} did stays so: {step.Outcome}")
        );

    public RepairRun With(int step, Func<RunStep, RunStep> change) =>
        this with
        {
            Steps = [.. Steps.Index().Select(one => one.Index == step ? change(one.Item) : one.Item)],
        };

    /// <summary>The same after its process has ended: what was begun may have been done or not.</summary>
    public RepairRun Interrupted(DateTimeOffset now)
    {
        var begun = Steps.Index().Where(one => one.Item.State is RunStepState.Begun).ToArray();
        var done = Steps.Count(one => one.State is RunStepState.Done);
        var where = begun is [var (number, step)]
            ? $"at step {number + 1}, {step.Title}: whether it was done is not known. It was begun so: {step.Action.TrimEnd('.')}"
            : $"after step {done} of {Steps.Count}: nothing was under way";
        return this with
        {
            State = RunState.Interrupted,
            EndedAt = now,
            Outcome =
                $"Interrupted {where}. It does not go on by itself: look what is so now, and ask for a new plan.{Stays}",
        };
    }
}
