namespace Primacy.Topology;

/// <summary>
/// Turns observations into memory and memory into a view. Pure. Observations of one instance come in order; their times
/// are not compared, because a clock that is set back must not freeze the memory.
/// </summary>
public static class ClusterMemories
{
    /// <summary>Takes the answers among the newest observations into memory; failures leave it as it is.</summary>
    public static ClusterMemory Remember(
        this ClusterMemory memory,
        EquatableArray<Instance> declared,
        IReadOnlyCollection<Observation> newest
    )
    {
        var before = memory.ByInstance();
        var observed = newest.ToDictionary(o => o.Instance);
        var remembered = declared
            .Select(i => Remember(before.GetValueOrDefault(i.Id), observed.GetValueOrDefault(i.Id)))
            .OfType<Remembered>()
            .ToEquatableArray();
        return memory with { System = Identify(memory.System, declared.Count, newest), Instances = remembered };
    }

    /// <summary>
    /// The view of a cluster: every declared instance, its newest observation and what is remembered.
    /// </summary>
    public static ClusterView View(
        this ClusterMemory memory,
        string cluster,
        DateTimeOffset at,
        EquatableArray<Instance> declared,
        Sightings seen
    )
    {
        var remembered = memory.ByInstance();
        var observed = seen.Newest.ToDictionary(o => o.Instance);
        return new(
            cluster,
            at,
            memory.System,
            declared
                .Select(i => new Member(i, observed.GetValueOrDefault(i.Id), remembered.GetValueOrDefault(i.Id)))
                .ToEquatableArray(),
            seen.Testimony,
            memory.Strays
        );
    }

    /// <summary>Takes into memory whom each standby of the view follows.</summary>
    /// <param name="memory">The memory with the view's answers in it.</param>
    /// <param name="view">The view.</param>
    /// <param name="earlier">The memory before them.</param>
    public static ClusterMemory RememberUpstreams(this ClusterMemory memory, ClusterView view, ClusterMemory earlier)
    {
        var started = earlier.ByInstance();
        var untouched = view
            .Members.Where(m => IsUntouched(m, started.GetValueOrDefault(m.Id)))
            .Select(m => m.Id)
            .ToHashSet();
        return memory with
        {
            Instances = memory
                .Instances.Select(r => r with { Followed = Followed(r, view, untouched) })
                .ToEquatableArray(),
        };
    }

    static InstanceId? Followed(Remembered standby, ClusterView view, HashSet<InstanceId> untouched)
    {
        if (view[standby.Instance] is { State: { Role: Role.Standby, Upstream.IsStreaming: true } } member)
            return view.Replication.HeadOf(member) is { State: not { Role: Role.Standby } } head ? head.Id : null;
        return standby.Followed is { } followed && untouched.Contains(followed) ? followed : null;
    }

    /// <summary>
    /// Whether a member is certainly the one it was, or does not answer. A server that became a standby, or was started
    /// anew, may have been copied from elsewhere in between: promoted again it may show the same timeline number, and
    /// yet it is not the primary that was followed.
    /// </summary>
    static bool IsUntouched(Member member, Remembered? earlier) =>
        member.State is not { } state || (state.Role is Role.Primary && state.StartedAt == earlier?.StartedAt);

    static Dictionary<InstanceId, Remembered> ByInstance(this ClusterMemory memory) =>
        memory.Instances.ToDictionary(r => r.Instance);

    static Remembered? Remember(Remembered? before, Observation? newest)
    {
        if (newest is not { State: { } state })
            return newest is null ? before : before?.Unanswered();
        var sameRole = before?.Role == state.Role;
        var standing = before is { } && before.Lsn == state.Lsn;
        return new Remembered
        {
            Instance = newest.Instance,
            Role = state.Role,
            System = state.System,
            Timeline = state.Timeline ?? before?.Timeline,
            Lsn = state.Lsn,
            LsnAdvancedAt = standing ? before!.LsnAdvancedAt : newest.At,
            RoleSince = sameRole ? before!.RoleSince : newest.At,
            RoleChanged = sameRole ? before!.RoleChanged : before is { },
            StandbyTimeline =
                state.Role is Role.Standby ? state.Timeline ?? before?.StandbyTimeline : before?.StandbyTimeline,
            AnswersSince = before?.AnswersSince ?? newest.At,
            AnsweredUntil = before is { AnswersSince: null } ? before.SeenAt : before?.AnsweredUntil,
            IsStreaming = state is { Role: Role.Standby, Upstream.IsStreaming: true },
            SeenAt = newest.At,
            StartedAt = state.StartedAt,
            Followed = before?.Followed,
            Address = state.Address ?? before?.Address,
            ReplicatesAs = state.Upstream?.ApplicationName ?? before?.ReplicatesAs ?? NullIfEmpty(state.ClusterName),
        };
    }

    /// <summary>
    /// A cluster is known by the identifier that most of its declared members showed first. It changes only when every
    /// declared member, and more than one, shows the same other identifier, as after pg_upgrade; a lone member with a
    /// new identifier is a foreigner.
    /// </summary>
    static SystemIdentifier? Identify(SystemIdentifier? known, int declared, IReadOnlyCollection<Observation> newest)
    {
        // Nearly always, so it is not worth a count.
        if (known is { } && newest.All(o => o.State is null || o.State.System == known))
            return known;
        if (MostSeen(newest) is not { } most)
            return known;
        var votes = newest.Count(o => o.State?.System == most);
        var isUnanimous = votes == declared && declared > 1;
        var isMajority = votes * 2 > declared;
        return known is null ? (isMajority ? most : null) : (isUnanimous ? most : known);
    }

    /// <summary>
    /// The identifier that most answers carry; null without answers or when two are shown equally often.
    /// </summary>
    static SystemIdentifier? MostSeen(IReadOnlyCollection<Observation> newest)
    {
        var ranked = newest
            .Select(o => o.State?.System)
            .OfType<SystemIdentifier>()
            .CountBy(system => system)
            .OrderByDescending(count => count.Value)
            .Take(2)
            .ToArray();
        return ranked switch
        {
            [] => null,
            [var only] => only.Key,
            [var first, var second] => first.Value > second.Value ? first.Key : null,
            _ => null,
        };
    }

    static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
