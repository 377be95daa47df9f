namespace Primacy.Topology;

/// <summary>
/// All that is known of a cluster at one instant: the newest observation of every declared instance and what is
/// remembered. Membership is declared, never derived from who replicates from whom.
/// </summary>
/// <param name="cluster">The cluster's name.</param>
/// <param name="at">The instant.</param>
/// <param name="system">The system identifier the cluster is known by; null until a majority has shown one.</param>
/// <param name="members">Every declared instance.</param>
/// <param name="testimony">What is known beyond the probes.</param>
/// <param name="strays">Members that were on a branch of their own.</param>
public sealed class ClusterView(
    string cluster,
    DateTimeOffset at,
    SystemIdentifier? system,
    EquatableArray<Member> members,
    Testimony testimony,
    EquatableArray<Stray> strays = default
)
{
    /// <summary>So few members are found faster without an index.</summary>
    internal const int UnindexedMax = 8;

    readonly Dictionary<InstanceId, Member>? _index =
        members.Count > UnindexedMax ? members.ToDictionary(m => m.Id) : null;

    Conclusion? _conclusions;

    public string Cluster { get; } = cluster;

    public DateTimeOffset At { get; } = at;

    public SystemIdentifier? System { get; } = system;

    public EquatableArray<Member> Members { get; } = members;

    /// <summary>What is known beyond the probes.</summary>
    public Testimony Testimony { get; } = testimony;

    /// <summary>Members that were on a branch of their own, and are not proven to have left it.</summary>
    public EquatableArray<Stray> Strays { get; } = strays;

    /// <summary>Where a member's timeline comes from, if that was read from the server that runs there now.</summary>
    public Lineage? LineageOf(Member member)
    {
        foreach (var lineage in Testimony.Lineages)
        {
            if (lineage.Instance == member.Id && IsCurrent(lineage, member))
                return lineage;
        }
        return null;
    }

    /// <summary>
    /// What reading these two members' WAL has shown, if both servers still run; <paramref name="one"/> first.
    /// </summary>
    public Comparison? ComparisonOf(Member one, Member other)
    {
        Comparison? newest = null;
        foreach (var comparison in Testimony.Comparisons)
        {
            var seen = comparison.One == one.Id ? comparison : comparison.Turned();
            if (
                (seen.One, seen.Other) == (one.Id, other.Id)
                && seen.OneStartedAt == StartOf(one)
                && seen.OtherStartedAt == StartOf(other)
                && seen.At >= (newest?.At ?? seen.At)
            )
                newest = seen;
        }
        return newest;
    }

    static DateTimeOffset? StartOf(Member member) => member.State?.StartedAt ?? member.Remembered?.StartedAt;

    static bool IsCurrent(Lineage lineage, Member member) =>
        lineage.StartedAt == StartOf(member)
        && (TimelineOf(member) is not { } known || lineage.Timeline is not { } read || known == read);

    /// <summary>A member that is out of sight is on the timeline that it was seen on last.</summary>
    static Timeline? TimelineOf(Member member) =>
        member.State is { } state ? state.Timeline : member.Remembered?.Timeline;

    /// <summary>Who follows whom.</summary>
    public ReplicationMap Replication
    {
        get => field ??= new(Members);
        private init;
    }

    /// <summary>What is worked out of pairs of members; who is astray makes no difference to it.</summary>
    internal OncePerPair Pairs
    {
        get => field ??= new();
        private init;
    }

    /// <summary>Members that answer as a primary of this cluster's system.</summary>
    public IReadOnlyList<Member> Primaries => field ??= Only(m => m.State is { Role: Role.Primary } && IsOwn(m));

    /// <summary>Members that answer as a standby of this cluster's system.</summary>
    public IReadOnlyList<Member> Standbys => field ??= Only(m => m.State is { Role: Role.Standby } && IsOwn(m));

    /// <summary>Members that answer with another system identifier than the cluster's.</summary>
    public IReadOnlyList<Member> Foreigners => field ??= Only(m => m.State is not null && !IsOwn(m));

    /// <summary>Members of which the newest probe says nothing.</summary>
    public IReadOnlyList<Member> Unseen => field ??= Only(IsUnseen);

    /// <summary>
    /// Unseen members that were primaries of this system when they were last seen: each may still be one.
    /// </summary>
    public IReadOnlyList<Member> UnseenPrimaries => field ??= Only(m => WasPrimary(m) && IsUnseen(m));

    /// <summary>
    /// Former primaries of this system that may still commit: those unseen, and those still shutting down.
    /// </summary>
    public IReadOnlyList<Member> LingeringPrimaries =>
        field ??= Only(m => WasPrimary(m) && (m.IsShuttingDown || IsUnseen(m)));

    public Member? this[InstanceId id]
    {
        get
        {
            if (_index is { } index)
                return index.GetValueOrDefault(id);
            foreach (var member in Members)
            {
                if (member.Id == id)
                    return member;
            }
            return null;
        }
    }

    /// <summary>Members known to follow this primary, directly or through others.</summary>
    public IEnumerable<Member> FollowersOf(Member primary) =>
        Members.Where(m =>
            m.Id != primary.Id
            && m.State is not { Role: Role.Primary }
            && !IsDown(m)
            && Replication.HeadOf(m)?.Id == primary.Id
        );

    /// <summary>
    /// Whether no server takes sessions there. A refused connection alone does not prove it: a Service without
    /// endpoints or a firewall refuses too, and then the standbys that stream from the server know better.
    /// </summary>
    public bool IsDown(Member member) =>
        member.Newest?.Failure is { IsDown: true } && (member.IsShuttingDown || !Replication.IsStreamedFrom(member));

    /// <summary>Neither an answer nor proof of being down: it may be anything, a primary too.</summary>
    public bool IsUnseen(Member member) => member.State is null && !IsDown(member);

    /// <summary>
    /// Whether it was a primary of this cluster's system when last seen; a foreigner's memory says nothing.
    /// </summary>
    public bool WasPrimary(Member member) =>
        member.Remembered is { Role: Role.Primary } memory && (System is null || memory.System == System);

    /// <summary>The same view where others are astray.</summary>
    internal ClusterView With(EquatableArray<Stray> strays) =>
        new(Cluster, At, System, Members, Testimony, strays) { Replication = Replication, Pairs = Pairs };

    /// <summary>
    /// What follows from this view, worked out once however many ask: a view never changes. Two who ask for it at the
    /// same instant may both work it out, to the same end.
    /// </summary>
    internal T Once<T>(Func<ClusterView, T> conclude)
        where T : class
    {
        for (var known = _conclusions; known is not null; known = known.Earlier)
        {
            if (known.How == (Delegate)conclude)
                return (T)known.What;
        }
        var conclusion = conclude(this);
        _conclusions = new(conclude, conclusion, _conclusions);
        return conclusion;
    }

    List<Member> Only(Func<Member, bool> isMeant)
    {
        List<Member>? found = null;
        foreach (var member in Members)
        {
            if (isMeant(member))
                (found ??= []).Add(member);
        }
        return found ?? [];
    }

    bool IsOwn(Member member) => member.State is { } state && (System is null || state.System == System);

    sealed record Conclusion(Delegate How, object What, Conclusion? Earlier);
}
