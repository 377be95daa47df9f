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

    /// <summary>
    /// The timeline it followed when it was last seen as a standby. A promotion always takes a higher number, so a
    /// primary that shows this one was started without one.
    /// </summary>
    public Timeline? StandbyTimeline { get; init; }

    /// <summary>Since when it has answered every probe; null while it does not.</summary>
    public DateTimeOffset? AnswersSince { get; init; }

    /// <summary>
    /// When it had answered last before <see cref="AnswersSince"/>; null when it never was out of sight.
    /// </summary>
    public DateTimeOffset? AnsweredUntil { get; init; }

    /// <summary>Whether it streamed from somebody when it last answered.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>When its postmaster was started: a server that was copied anew has been started since.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the postmaster that runs there was first seen, by our own clock.</summary>
    public DateTimeOffset? StartSeenAt { get; init; }

    /// <summary>When the postmaster before it answered last; null when we never saw another one.</summary>
    public DateTimeOffset? FormerSeenAt { get; init; }

    /// <summary>When it was last seen in the other role; null when it never was.</summary>
    public DateTimeOffset? OtherRoleSeenAt { get; init; }

    /// <summary>
    /// The primary at the head of its upstreams when it was last seen as a standby; null when that could not be told.
    /// Timeline numbers do not say from whom a promoted server forked off; this does.
    /// </summary>
    public InstanceId? Followed { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public string? Address { get; init; }

    /// <summary>The name under which it appears, or would appear, at its upstream.</summary>
    public string? ReplicatesAs { get; init; }

    /// <summary>The same after a probe without an answer.</summary>
    internal Remembered Unanswered() => AnswersSince is null ? this : this with { AnswersSince = null };

    /// <summary>
    /// The same when our clock was set back: nothing was seen later than now. The order of what was seen before stays
    /// as it was, or is forgotten where two times have become one.
    /// </summary>
    internal Remembered NotAfter(DateTimeOffset now) =>
        IsAfter(now)
            ? this with
            {
                SeenAt = Earlier(SeenAt, now),
                LsnAdvancedAt = Earlier(LsnAdvancedAt, now),
                RoleSince = Earlier(RoleSince, now),
                AnswersSince = AnswersSince > now ? now : AnswersSince,
                AnsweredUntil = AnswersSince > now || AnsweredUntil > now ? null : AnsweredUntil,
                StartSeenAt = StartSeenAt > now ? now : StartSeenAt,
                FormerSeenAt = StartSeenAt > now || FormerSeenAt > now ? null : FormerSeenAt,
                OtherRoleSeenAt = RoleSince > now || OtherRoleSeenAt > now ? null : OtherRoleSeenAt,
            }
            : this;

    bool IsAfter(DateTimeOffset now) => SeenAt > now || RoleSince > now || StartSeenAt > now || AnswersSince > now;

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
