namespace Primacy.Web.Api;

/// <summary>What whoever approves a plan sends. Who he is comes from elsewhere.</summary>
internal sealed record PlanOrder
{
    /// <summary>Of the plan that he has seen.</summary>
    public required string Hash { get; init; }

    /// <summary>Why, for the audit log.</summary>
    public required string Reason { get; init; }

    /// <summary>Whom he keeps, where the evidence does not decide.</summary>
    public string? Keep { get; init; }
}
