using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>What a manager of high availability says.</summary>
/// <param name="Manager">Its name, "Patroni".</param>
/// <param name="Source">Where it was asked.</param>
/// <param name="At">When it answered, or was given up.</param>
/// <param name="Quorum">Whether its word rests on a quorum.</param>
/// <param name="Paused">Whether it leaves the servers alone.</param>
/// <param name="Fault">Why there is no answer; null when there is one.</param>
/// <param name="Members">The servers it knows.</param>
internal sealed record ClaimReport(
    string Manager,
    string Source,
    DateTimeOffset At,
    bool Quorum,
    bool Paused,
    string? Fault,
    IReadOnlyList<ClaimedMemberReport> Members
)
{
    public static ClaimReport From(ClusterView view, Claim claim) =>
        new(
            claim.Manager,
            claim.Source,
            claim.At,
            claim.HasQuorum,
            claim.IsPaused,
            claim.Fault,
            [.. claim.Members.Select(member => ClaimedMemberReport.From(view, member))]
        );
}
