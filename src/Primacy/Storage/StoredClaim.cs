using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What a manager had said.</summary>
internal sealed record StoredClaim
{
    public required string Manager { get; init; }

    public required string Source { get; init; }

    public required DateTimeOffset At { get; init; }

    public required bool HasQuorum { get; init; }

    /// <summary>Absent from what was written before it was thought of.</summary>
    public bool MayDecide { get; init; }

    public required bool IsPaused { get; init; }

    /// <summary>Absent from what was written before it was thought of.</summary>
    public bool IsPartial { get; init; }

    public required IReadOnlyList<StoredClaimedMember> Members { get; init; }

    public string? Fault { get; init; }

    public static StoredClaim Of(Claim claim) =>
        new()
        {
            Manager = claim.Manager,
            Source = claim.Source,
            At = claim.At,
            HasQuorum = claim.HasQuorum,
            MayDecide = claim.MayDecide,
            IsPaused = claim.IsPaused,
            IsPartial = claim.IsPartial,
            Members = [.. claim.Members.Select(StoredClaimedMember.Of)],
            Fault = claim.Fault,
        };

    public Claim ToClaim() =>
        new()
        {
            Manager = Manager,
            Source = Source,
            At = At,
            HasQuorum = HasQuorum,
            MayDecide = MayDecide,
            IsPaused = IsPaused,
            IsPartial = IsPartial,
            Members = Members.Select(member => member.ToMember()).ToEquatableArray(),
            Fault = Fault,
        };
}
