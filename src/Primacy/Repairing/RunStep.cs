using Primacy.Repair;

namespace Primacy.Repairing;

/// <summary>One step of a run and what has come of it.</summary>
/// <param name="Slug">What sort of step: "fence".</param>
/// <param name="Means">The fence's name; null where there is none.</param>
/// <param name="Action">What it does, as the plan says it.</param>
internal sealed record RunStep(string Slug, string? Means, string Action)
{
    public RunStepState State { get; init; }

    public DateTimeOffset? BegunAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What came of it, as a sentence; null before it has ended.</summary>
    public string? Outcome { get; init; }

    public string Title => Means is null ? Slug : $"{Slug} ({Means})";

    public static RunStep Of(PlanStep step) => new(step.Slug, step.Means, step.Action);
}
