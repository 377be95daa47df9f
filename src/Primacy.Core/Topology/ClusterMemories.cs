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
        return new ClusterMemory(Identify(memory.System, declared.Count, newest), remembered);
    }

    /// <summary>The view of a cluster: every declared instance, its newest observation and what is remembered.</summary>
    public static ClusterView View(
        this ClusterMemory memory,
        string cluster,
        DateTimeOffset at,
        EquatableArray<Instance> declared,
        IReadOnlyCollection<Observation> newest
    ) =>
        new(
            cluster,
            at,
            memory.System,
            declared
                .Select(i => new Member(i, newest.FirstOrDefault(o => o.Instance == i.Id), memory[i.Id]))
                .ToEquatableArray()
        );

    /// <summary>Takes into memory whom each standby of the view follows.</summary>
    public static ClusterMemory RememberUpstreams(this ClusterMemory memory, ClusterView view) =>
        memory with
        {
            Instances = memory.Instances.Select(before => RememberUpstream(before, view)).ToEquatableArray(),
        };

    /// <summary>
    /// A primary that has become a standby may have been copied from elsewhere, and whatever it is once it is promoted
    /// again, it is not the one that was followed.
    /// </summary>
    static Remembered RememberUpstream(Remembered before, ClusterView view)
    {
        var member = view[before.Instance];
        var followed = member is { State: { Role: Role.Standby, Upstream.IsStreaming: true } }
            ? view.Replication.HeadOf(member)?.Id
            : before.Followed;
        var isStillPrimary = followed is { } id && view[id]?.State is not { Role: Role.Standby };
        return before with { Followed = isStillPrimary ? followed : null };
    }

    static Dictionary<InstanceId, Remembered> ByInstance(this ClusterMemory memory) =>
        memory.Instances.ToDictionary(r => r.Instance);

    static Remembered? Remember(Remembered? before, Observation? newest)
    {
        if (newest is not { State: { } state })
            return before;
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
            SeenAt = newest.At,
            Followed = before?.Followed,
            Address = state.Address ?? before?.Address,
            ReplicatesAs = state.Upstream?.ApplicationName ?? before?.ReplicatesAs ?? NullIfEmpty(state.ClusterName),
        };
    }

    /// <summary>
    /// A cluster is known by the identifier that most of its declared members showed first. It changes only when every
    /// declared member, and more than one, shows the same other identifier, as after pg_upgrade; a lone member with a new
    /// identifier is a foreigner.
    /// </summary>
    static SystemIdentifier? Identify(SystemIdentifier? known, int declared, IReadOnlyCollection<Observation> newest)
    {
        if (MostSeen(newest) is not { } most)
            return known;
        var votes = newest.Count(o => o.State?.System == most);
        var isUnanimous = votes == declared && declared > 1;
        var isMajority = votes * 2 > declared;
        return known is null ? (isMajority ? most : null) : (isUnanimous ? most : known);
    }

    /// <summary>The identifier that most answers carry; null without answers or when two are shown equally often.</summary>
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
