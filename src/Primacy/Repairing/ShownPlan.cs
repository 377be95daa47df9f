using Primacy.Repair;

namespace Primacy.Repairing;

/// <summary>What would be done about a cluster now, whether it may be, and what was done last.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="At">When the look was taken that it rests on.</param>
/// <param name="Proposal">The plan, or why there is none.</param>
/// <param name="Mode">What the configuration allows.</param>
/// <param name="Objection">Why it may not be carried out now; null when it may.</param>
/// <param name="Run">The run that is under way, or the last one.</param>
internal sealed record ShownPlan(
    string Cluster,
    DateTimeOffset At,
    Proposal Proposal,
    RepairMode Mode,
    string? Objection,
    RepairRun? Run
)
{
    public Plan? Plan => (Proposal as Proposal.Ready)?.Plan;

    /// <summary>By what it is approved; null without a plan.</summary>
    public string? Hash => Plan is { } plan ? PlanHash.Of(plan) : null;
}
