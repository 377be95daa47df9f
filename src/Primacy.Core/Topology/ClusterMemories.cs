namespace Primacy.Topology;

/// <summary>
/// Turns observations into memory and memory into a view. Pure. Observations of one instance come in order; their times
/// are not compared, because a clock that is set back must not freeze the memory.
/// </summary>
public static class ClusterMemories
{
    /// <summary>The same when our clock was set back: nothing was seen later than now.</summary>
    internal static ClusterMemory NotAfter(this ClusterMemory memory, DateTimeOffset now)
    {
        Remembered[]? changed = null;
        for (var i = 0; i < memory.Instances.Count; i++)
        {
            var known = memory.Instances[i].NotAfter(now);
            if (!ReferenceEquals(known, memory.Instances[i]))
                (changed ??= [.. memory.Instances])[i] = known;
        }
        return changed is null ? memory : memory with { Instances = [.. changed] };
    }

    /// <summary>Takes the answers among the newest observations into memory; failures leave it as it is.</summary>
    public static ClusterMemory Remember(
        this ClusterMemory memory,
        EquatableArray<Instance> declared,
        IReadOnlyCollection<Observation> newest
    )
    {
        var before = memory.ByInstance();
        var observed = newest.ByInstance();
        var remembered = new List<Remembered>(declared.Count);
        foreach (var instance in declared)
        {
            if (Remember(before.Find(instance.Id), observed.Find(instance.Id)) is { } known)
                remembered.Add(known);
        }
        return memory with { System = Identify(memory.System, declared.Count, newest), Instances = [.. remembered] };
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
        var observed = seen.Newest.ByInstance();
        var members = new Member[declared.Count];
        for (var i = 0; i < members.Length; i++)
            members[i] = new(declared[i], observed.Find(declared[i].Id), remembered.Find(declared[i].Id));
        return new(cluster, at, memory.System, [.. members], seen.Testimony, memory.Strays.WithoutReigns());
    }

    static EquatableArray<Stray> WithoutReigns(this EquatableArray<Stray> strays)
    {
        foreach (var stray in strays)
        {
            if (stray.IsReign)
                return strays.Where(s => !s.IsReign).ToEquatableArray();
        }
        return strays;
    }

    /// <summary>Takes into memory whom each standby of the view follows.</summary>
    /// <param name="memory">The memory with the view's answers in it.</param>
    /// <param name="view">The view.</param>
    /// <param name="earlier">The memory before them.</param>
    public static ClusterMemory RememberUpstreams(this ClusterMemory memory, ClusterView view, ClusterMemory earlier)
    {
        Remembered[]? changed = null;
        for (var i = 0; i < memory.Instances.Count; i++)
        {
            var (standby, followed) = (memory.Instances[i], Followed(memory.Instances[i], view, earlier));
            if (followed != standby.Followed)
                (changed ??= [.. memory.Instances])[i] = standby with { Followed = followed };
        }
        return changed is null ? memory : memory with { Instances = [.. changed] };
    }

    static InstanceId? Followed(Remembered standby, ClusterView view, ClusterMemory earlier)
    {
        if (view[standby.Instance] is { State: { Role: Role.Standby, Upstream.IsStreaming: true } } member)
        {
            if (view.Replication.HeadOf(member) is not { State: not { Role: Role.Standby } } head)
                return null;
            if (view.Replication.IsListedUpTo(member, head))
                return head.Id;
            // What it says alone is not news, and may be about a link that died without its notice, as it did when
            // somebody else lists it.
            if (
                head.Id != standby.Followed
                || view.Replication.UpstreamOf(member)?.Id != head.Id
                || view.Replication.IsListed(member)
            )
                return null;
        }
        return
            standby.Followed is { } followed
            && view[followed] is { } primary
            && IsUntouched(primary, earlier.ByInstance().Find(followed))
            && earlier.ByInstance().Find(standby.Instance) is var before
            && IsUntouched(standby, before)
            && !HasReceivedElsewhere(view[standby.Instance]?.State, before)
            ? followed
            : null;
    }

    /// <summary>Whether a standby that streamed from nobody has come further since: nobody knows from whom.</summary>
    static bool HasReceivedElsewhere(ServerState? state, Remembered? before) =>
        state is not null
        && before is { Role: Role.Standby, IsStreaming: false }
        && (state.Role is Role.Primary ? state.RecoveryEnd : state.Lsn) > before.Lsn;

    /// <summary>
    /// Whether a member is certainly the one it was, or does not answer. A server that became a standby, or was started
    /// anew, may have been copied from elsewhere in between: promoted again it may show the same timeline number, and
    /// yet it is not the primary that was followed.
    /// </summary>
    static bool IsUntouched(Member member, Remembered? earlier) =>
        member.State is not { } state || (state.Role is Role.Primary && state.StartedAt == earlier?.StartedAt);

    /// <summary>
    /// Whether whom it followed says where it comes from: not when it was started anew, unless it came up as a primary
    /// on the very number that it followed, which no promotion would have left it.
    /// </summary>
    static bool IsUntouched(Remembered standby, Remembered? earlier) =>
        standby.StartedAt == earlier?.StartedAt
        || (standby is { Role: Role.Primary, Timeline: { } timeline } && timeline == standby.StandbyTimeline);

    static InOrder<Remembered> ByInstance(this ClusterMemory memory) => new(memory.Instances, static r => r.Instance);

    static InOrder<Observation> ByInstance(this IReadOnlyCollection<Observation> newest) =>
        new(newest as IReadOnlyList<Observation> ?? [.. newest], static o => o.Instance);

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
        }.After(before);
    }

    /// <summary>What an answer ends, by our own clock: a postmaster, or a role.</summary>
    static Remembered After(this Remembered now, Remembered? before)
    {
        var isSameStart = before is { } && before.StartedAt == now.StartedAt;
        return now with
        {
            StartSeenAt = (isSameStart ? before!.StartSeenAt : null) ?? now.SeenAt,
            FormerSeenAt = isSameStart ? before!.FormerSeenAt : before?.SeenAt,
            OtherRoleSeenAt = before?.Role == now.Role ? before.OtherRoleSeenAt : before?.SeenAt,
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
        if (known is { } && IsShownByAll(known.Value, newest))
            return known;
        if (MostSeen(newest) is not { } most)
            return known;
        var votes = newest.Count(o => o.State?.System == most);
        var isUnanimous = votes == declared && declared > 1;
        var isMajority = votes * 2 > declared;
        return known is null ? (isMajority ? most : null) : (isUnanimous ? most : known);
    }

    static bool IsShownByAll(SystemIdentifier system, IReadOnlyCollection<Observation> newest)
    {
        foreach (var observation in newest)
        {
            if (observation.State is { } state && state.System != system)
                return false;
        }
        return true;
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
