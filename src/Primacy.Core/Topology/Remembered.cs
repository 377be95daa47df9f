namespace Primacy.Topology;

/// <summary>
/// What is known of an instance from its last answer. It outlives the answer: an instance that vanishes stays expected,
/// and one that was a primary may still be one.
/// </summary>
public sealed record Remembered
{
    public required InstanceId Instance { get; init; }

    public required Role Role { get; init; }

    public required SystemIdentifier System { get; init; }

    /// <summary>The newest timeline it was seen on.</summary>
    public Timeline? Timeline { get; init; }

    public Lsn Lsn { get; init; }

    /// <summary>When the LSN was last seen to advance.</summary>
    public required DateTimeOffset LsnAdvancedAt { get; init; }

    /// <summary>Since when it has had its role, as far as we saw.</summary>
    public required DateTimeOffset RoleSince { get; init; }

    /// <summary>
    /// Whether it was seen in the other role before, so that <see cref="RoleSince"/> is a change we saw.
    /// </summary>
    public bool RoleChanged { get; init; }

    /// <summary>When its postmaster was started: a server that was copied anew has been started since.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>
    /// The primary at the head of its upstreams when it was last seen as a standby; null when that could not be told.
    /// Timeline numbers do not say from whom a promoted server forked off; this does.
    /// </summary>
    public InstanceId? Followed { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public string? Address { get; init; }

    /// <summary>The name under which it appears, or would appear, at its upstream.</summary>
    public string? ReplicatesAs { get; init; }
}
