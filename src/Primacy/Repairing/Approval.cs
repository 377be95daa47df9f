using Primacy.Acting;

namespace Primacy.Repairing;

/// <summary>That somebody wants a plan carried out.</summary>
/// <param name="Cluster">Of which cluster.</param>
/// <param name="Hash">Of the plan that he has seen.</param>
/// <param name="Keep">Whom he keeps; null when the evidence decides.</param>
/// <param name="Reason">Why, for the audit log.</param>
/// <param name="Actor">Who he is.</param>
internal sealed record Approval(string Cluster, string Hash, string? Keep, string Reason, Actor Actor)
{
    public const int ReasonMax = 1000;
}
