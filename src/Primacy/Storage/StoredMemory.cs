using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What was remembered of an instance at a look.</summary>
internal sealed record StoredMemory
{
    public required Role Role { get; init; }

    public required string System { get; init; }

    public uint? Timeline { get; init; }

    public required string Lsn { get; init; }

    public required DateTimeOffset LsnAdvancedAt { get; init; }

    public required DateTimeOffset RoleSince { get; init; }

    public required bool RoleChanged { get; init; }

    public uint? StandbyTimeline { get; init; }

    public DateTimeOffset? AnswersSince { get; init; }

    public DateTimeOffset? AnsweredUntil { get; init; }

    public bool? IsStreaming { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StartSeenAt { get; init; }

    public DateTimeOffset? FormerSeenAt { get; init; }

    public DateTimeOffset? OtherRoleSeenAt { get; init; }

    public string? Followed { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public string? Address { get; init; }

    public string? ReplicatesAs { get; init; }

    public static StoredMemory Of(Remembered remembered) =>
        new()
        {
            Role = remembered.Role,
            System = remembered.System.ToString(),
            Timeline = remembered.Timeline?.Value,
            Lsn = remembered.Lsn.ToString(),
            LsnAdvancedAt = remembered.LsnAdvancedAt,
            RoleSince = remembered.RoleSince,
            RoleChanged = remembered.RoleChanged,
            StandbyTimeline = remembered.StandbyTimeline?.Value,
            AnswersSince = remembered.AnswersSince,
            AnsweredUntil = remembered.AnsweredUntil,
            IsStreaming = remembered.IsStreaming ? true : null,
            StartedAt = remembered.StartedAt,
            StartSeenAt = remembered.StartSeenAt,
            FormerSeenAt = remembered.FormerSeenAt,
            OtherRoleSeenAt = remembered.OtherRoleSeenAt,
            Followed = remembered.Followed?.Name,
            SeenAt = remembered.SeenAt,
            Address = remembered.Address,
            ReplicatesAs = remembered.ReplicatesAs,
        };

    public Remembered ToRemembered(InstanceId instance) =>
        new()
        {
            Instance = instance,
            Role = Role,
            System = new SystemIdentifier(StoredNumber.Read(System)),
            Timeline = Timeline is { } timeline ? new Timeline(timeline) : null,
            Lsn = Topology.Lsn.Parse(Lsn),
            LsnAdvancedAt = LsnAdvancedAt,
            RoleSince = RoleSince,
            RoleChanged = RoleChanged,
            StandbyTimeline = StandbyTimeline is { } followed ? new Timeline(followed) : null,
            AnswersSince = AnswersSince,
            AnsweredUntil = AnsweredUntil,
            IsStreaming = IsStreaming ?? false,
            StartedAt = StartedAt,
            StartSeenAt = StartSeenAt,
            FormerSeenAt = FormerSeenAt,
            OtherRoleSeenAt = OtherRoleSeenAt,
            Followed = Followed is { } head ? new InstanceId(head) : null,
            SeenAt = SeenAt,
            Address = Address,
            ReplicatesAs = ReplicatesAs,
        };
}
