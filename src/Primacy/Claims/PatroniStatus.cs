using System.Text.Json.Serialization;

namespace Primacy.Claims;

/// <summary>What a member's Patroni says of itself, as far as we read it.</summary>
/// <param name="IsUnlocked">It sees no leader, or cannot see its store.</param>
/// <param name="IsFailsafe">It goes on without its store because all members answer one another.</param>
internal sealed record PatroniStatus(
    [property: JsonPropertyName("cluster_unlocked")] bool IsUnlocked,
    [property: JsonPropertyName("failsafe_mode_is_active")] bool IsFailsafe
);
