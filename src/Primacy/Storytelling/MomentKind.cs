namespace Primacy.Storytelling;

/// <summary>What sort of thing happened; of one instant they are told in this order.</summary>
internal enum MomentKind
{
    /// <summary>Something was seen: a role, a server out of sight, a fork, a vote.</summary>
    Seen,

    /// <summary>What has been written on each side by then.</summary>
    Harm,

    /// <summary>The incident itself: pending, firing, resolved.</summary>
    Phase,

    /// <summary>Somebody did something about it.</summary>
    Act,

    /// <summary>Somebody was told, or could not be.</summary>
    Told,
}
