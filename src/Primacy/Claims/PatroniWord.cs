using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>What one address of Patroni's API said, or why it said nothing.</summary>
/// <param name="Url">The address.</param>
/// <param name="At">When it was done.</param>
/// <param name="HoldsKey">Whether the member behind it holds the leader key.</param>
/// <param name="Cluster">What it takes the cluster for; null when there is a fault.</param>
/// <param name="Fault">Why there is no answer, as the end of a sentence.</param>
internal sealed record PatroniWord(Uri Url, DateTimeOffset At, bool HoldsKey, PatroniCluster? Cluster, string? Fault)
{
    /// <summary>The members as claims; one without a name is none.</summary>
    public EquatableArray<ClaimedMember> Members =>
        [.. (Cluster?.Members ?? []).OfType<PatroniMember>().Where(member => member.Name is { }).Select(Member)];

    static ClaimedMember Member(PatroniMember member) =>
        new(
            ClaimText.Clean(member.Name!),
            ClaimText.CleanHost(member.Host),
            member.Port is > 0 and < 65536 ? member.Port : null,
            RoleOf(member.Role),
            ClaimText.Clean($"{member.Role ?? "no role"}, {member.State ?? "no state"}")
        );

    /// <summary>A standby leader leads the standbys of a standby cluster, and is in recovery as they are.</summary>
    static Role? RoleOf(string? role) =>
        role switch
        {
            "leader" or "master" or "primary" => Role.Primary,
            "standby_leader" or "sync_standby" or "quorum_standby" or "replica" => Role.Standby,
            _ => null,
        };
}
