using System.Diagnostics;
using Primacy.Repair;
using Primacy.Repairing;

namespace Primacy.Web.Api;

/// <summary>What would be done about a cluster now, as <c>/api/v1/clusters/{name}/plan</c> serves it.</summary>
internal sealed record PlanReport
{
    public required string Cluster { get; init; }

    /// <summary>When the look was taken that it rests on.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>observe or propose.</summary>
    public required string Mode { get; init; }

    /// <summary>By what the plan is approved; null without a plan.</summary>
    public required string? Hash { get; init; }

    /// <summary>Why no plan may be carried out now; null when one may.</summary>
    public required string? Objection { get; init; }

    /// <summary>Null when there is none.</summary>
    public required PlanContentReport? Plan { get; init; }

    /// <summary>Why there is no plan; empty when there is one.</summary>
    public required IReadOnlyList<RefusalReport> Refusals { get; init; }

    /// <summary>The run that is under way, or the last one; null when there was none.</summary>
    public required RunReport? Run { get; init; }

    public static PlanReport From(ShownPlan shown) =>
        new()
        {
            Cluster = shown.Cluster,
            At = shown.At,
            Mode = Word(shown.Mode),
            Hash = shown.Hash,
            Objection = shown.Objection,
            Plan = shown.Plan is { } plan ? PlanContentReport.From(plan) : null,
            Refusals = shown.Proposal is Proposal.Refused refused ? [.. refused.Why.Select(RefusalReport.From)] : [],
            Run = shown.Run is { } run ? RunReport.From(run) : null,
        };

    static string Word(RepairMode mode) =>
        mode switch
        {
            RepairMode.Observe => "observe",
            RepairMode.Propose => "propose",
            _ => throw new UnreachableException(),
        };
}
