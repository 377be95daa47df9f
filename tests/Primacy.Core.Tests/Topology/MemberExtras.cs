namespace Primacy.Topology;

/// <summary>What only a few tests say of a server.</summary>
sealed record MemberExtras(
    string? ReplicatesAs = null,
    string? Address = null,
    EquatableArray<StandbyLink>? Rows = null
);
