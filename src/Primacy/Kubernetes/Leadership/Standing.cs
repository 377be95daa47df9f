namespace Primacy.Kubernetes.Leadership;

/// <summary>What a replica is to the others.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Holder">Who was last seen to hold the Lease; empty for nobody.</param>
/// <param name="WasLeading">Whether that was this replica.</param>
/// <param name="Rank">
/// How many come before it where nobody can ask anybody: the holder comes first, the others by their names.
/// </param>
internal readonly record struct Standing(Role Role, string Holder, bool WasLeading, int Rank = 1)
{
    /// <summary>
    /// Whether it tells at once: the leader, and who was the last to lead as long as he cannot learn that another one
    /// does.
    /// </summary>
    public bool IsFirst => Role is Role.Leading || (Role is Role.Unknown && WasLeading);

    /// <summary>Whether the Lease can be asked who tells, and told.</summary>
    public bool IsInTouch { get; init; } = true;
}
