namespace Primacy.Kubernetes.Leadership;

/// <summary>What a replica is to the others.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Holder">Who was last seen to hold the Lease; empty for nobody.</param>
/// <param name="WasLeading">Whether that was this replica.</param>
internal readonly record struct Standing(Role Role, string Holder, bool WasLeading)
{
    /// <summary>
    /// Whether it tells at once: the leader, and who was the last to lead as long as he cannot learn that another one
    /// does.
    /// </summary>
    public bool IsFirst => Role is Role.Leading || (Role is Role.Unknown && WasLeading);
}
