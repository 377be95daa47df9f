using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>What would be done about a split, why nothing is, and what was done last.</summary>
internal sealed record PlanModel
{
    const int LinesMax = 12;

    public required string Cluster { get; init; }

    /// <summary>What would be done in few words; null when nothing would.</summary>
    public string? Title { get; init; }

    /// <summary>Why that one is kept.</summary>
    public string? Decision { get; init; }

    /// <summary>Whether a person decides what is lost.</summary>
    public bool IsByPerson { get; init; }

    public IReadOnlyList<string> Loss { get; init; } = [];

    public IReadOnlyList<PlanStepReport> Steps { get; init; } = [];

    public IReadOnlyList<string> Remains { get; init; } = [];

    /// <summary>Why there is no plan, each with what to do about it.</summary>
    public IReadOnlyList<RefusalReport> Refusals { get; init; } = [];

    /// <summary>Whom a person may decide to keep, where the evidence does not.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Why it may not be carried out now; null when it may.</summary>
    public string? Objection { get; init; }

    /// <summary>By what it is approved; null without a plan.</summary>
    public string? Hash { get; init; }

    public RunModel? Run { get; init; }

    public bool IsAsking { get; init; }

    public string ApproveAt => Links.ToPlan(Cluster, null);

    public bool MayBeApproved => Hash is not null && Objection is null;

    /// <param name="shown">What is known now; null while nobody has said yet by what means.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="claimants">The primaries there are.</param>
    /// <param name="last">The run that is under way, or the last one.</param>
    public static PlanModel Of(ShownPlan? shown, string cluster, IReadOnlyList<string> claimants, RepairRun? last)
    {
        var run = last is null ? null : RunModel.Of(last);
        return shown?.Proposal switch
        {
            null => new PlanModel
            {
                Cluster = cluster,
                Run = run,
                IsAsking = true,
            },
            Proposal.Refused refused => new PlanModel
            {
                Cluster = cluster,
                Run = run,
                Refusals = [.. refused.Why.Take(LinesMax).Select(Shortened)],
                Choices = refused.Why.Any(one => one.Code is RefusalCode.Undecidable or RefusalCode.NoMajority)
                    // A link needs the whole name; who has a longer one is kept by the command line.
                    ? [.. claimants.Where(name => name.Length <= Texts.NameMax).Take(LinesMax)]
                    : [],
            },
            Proposal.Ready { Plan: var plan } => Of(shown, plan) with { Run = run },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static PlanModel Of(ShownPlan shown, Plan plan) =>
        new()
        {
            Cluster = shown.Cluster,
            Title = $"Keep {Name(plan.Case.Keep)}, stop {Name(plan.Case.Loser)}",
            Decision = Cut(plan.Case.Decision),
            IsByPerson = plan.Case.IsByPerson,
            Loss = [.. plan.Loss.Take(LinesMax).Select(Cut)],
            Steps = [.. plan.Steps.Select(PlanStepReport.From).Select(Shortened)],
            Remains = [.. plan.Remains.Take(LinesMax).Select(Cut)],
            Objection = shown.Objection is { } objection ? Cut(objection) : null,
            Hash = shown.Hash,
        };

    static PlanStepReport Shortened(PlanStepReport step) =>
        step with
        {
            Precondition = Cut(step.Precondition),
            Action = Cut(step.Action),
            Effect = Cut(step.Effect),
        };

    static RefusalReport Shortened(Refusal refusal) => new(refusal.Slug, Cut(refusal.Why), Cut(refusal.Remedy));

    static string Name(RepairTarget target) => Texts.Name(target.Instance.Name);

    static string Cut(string text) => Texts.Cut(text, Texts.SentenceMax);
}
