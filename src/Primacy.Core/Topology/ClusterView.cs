namespace Primacy.Topology;

/// <summary>
/// All that is known of a cluster at one instant: the newest observation of every declared instance and what is
/// remembered. Membership is declared, never derived from who replicates from whom.
/// </summary>
/// <param name="cluster">The cluster's name.</param>
/// <param name="at">The instant.</param>
/// <param name="system">The system identifier the cluster is known by, if it is known.</param>
/// <param name="members">Every declared instance.</param>
public sealed class ClusterView(
    string cluster,
    DateTimeOffset at,
    SystemIdentifier? system,
    EquatableArray<Member> members
)
{
    public string Cluster { get; } = cluster;

    public DateTimeOffset At { get; } = at;

    public SystemIdentifier? System { get; } = system;

    public EquatableArray<Member> Members { get; } = members;

    /// <summary>Who follows whom.</summary>
    public ReplicationMap Replication { get; } = new(members);

    /// <summary>Members that answer as a primary of this cluster's system.</summary>
    public IEnumerable<Member> Primaries => Members.Where(IsOwn).Where(m => m.State is { Role: Role.Primary });

    /// <summary>Members that answer as a standby of this cluster's system.</summary>
    public IEnumerable<Member> Standbys => Members.Where(IsOwn).Where(m => m.State is { Role: Role.Standby });

    /// <summary>Members that answer with another system identifier than the cluster's.</summary>
    public IEnumerable<Member> Foreigners => Members.Where(m => m.State is not null && !IsOwn(m));

    /// <summary>Members of which the newest probe says nothing.</summary>
    public IEnumerable<Member> Unseen => Members.Where(m => m.IsUnseen);

    /// <summary>Unseen members that were primaries when they were last seen: each may still be one.</summary>
    public IEnumerable<Member> UnseenPrimaries => Unseen.Where(m => m.WasPrimary);

    public Member? this[InstanceId id] => Members.FirstOrDefault(m => m.Id == id);

    /// <summary>Members known to follow this primary, directly or through others.</summary>
    public IEnumerable<Member> FollowersOf(Member primary) =>
        Members.Where(m =>
            m.Id != primary.Id
            && m.State is not { Role: Role.Primary }
            && !m.IsDown
            && Replication.HeadOf(m)?.Id == primary.Id
        );

    bool IsOwn(Member member) => member.State is { } state && (System is null || state.System == System);
}
