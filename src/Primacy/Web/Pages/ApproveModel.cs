namespace Primacy.Web.Pages;

/// <summary>The page on which somebody approves a plan.</summary>
internal sealed record ApproveModel
{
    public required ActForm Form { get; init; }

    public required PlanModel Plan { get; init; }

    /// <summary>Whom a person keeps; empty when it is left to the evidence.</summary>
    public required string Keep { get; init; }

    /// <summary>What was typed, when that was refused.</summary>
    public string Reason { get; init; } = "";

    public IReadOnlyList<string> Refusals { get; init; } = [];
}
