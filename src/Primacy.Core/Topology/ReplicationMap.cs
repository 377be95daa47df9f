namespace Primacy.Topology;

/// <summary>
/// Who follows whom, by what both ends say. A standby's upstream host may be a Service or a virtual address, so it is
/// also looked up in what each possible upstream lists (pg_stat_replication). Built once a view, in linear time.
/// </summary>
public sealed class ReplicationMap
{
    readonly Dictionary<InstanceId, Member> _vouchers = [];
    readonly Dictionary<InstanceId, Member> _upstreams = [];
    readonly Dictionary<InstanceId, Member> _heads = [];
    readonly HashSet<InstanceId> _streamedFrom = [];

    public ReplicationMap(EquatableArray<Member> members)
    {
        var listed = new Unambiguous<InstanceId>();
        var heard = new Unambiguous<InstanceId>();
        var names = new Unambiguous<string>();
        var addresses = new Unambiguous<string>();
        var endpoints = new Unambiguous<(string, int)>();
        foreach (var member in members)
        {
            foreach (var name in NamesOf(member).Distinct())
                names.Add(name, member);
            if (AddressOf(member) is { } address)
                addresses.Add(address, member);
            foreach (var host in HostsOf(member).Distinct())
                endpoints.Add((host, member.Instance.Port), member);
        }
        foreach (var upstream in members)
        {
            foreach (var link in upstream.State?.Standbys.Where(link => link.IsStreaming) ?? [])
            {
                if (Listed(link, names, addresses) is not { } standby || standby.Id == upstream.Id)
                    continue;
                listed.Add(standby.Id, upstream);
                if (link.IsHeard)
                    heard.Add(standby.Id, upstream);
            }
        }
        foreach (var member in members)
        {
            if (heard.Find(member.Id) is { } voucher)
                _vouchers[member.Id] = voucher;
            if (Upstream(member, endpoints, listed) is { } upstream)
            {
                _upstreams[member.Id] = upstream;
                _streamedFrom.Add(upstream.Id);
            }
        }
        foreach (var member in members)
        {
            if (Head(member, members.Count) is { } head)
                _heads[member.Id] = head;
        }
    }

    /// <summary>The member a standby receives WAL from, if that can be told.</summary>
    public Member? UpstreamOf(Member standby) => _upstreams.GetValueOrDefault(standby.Id);

    /// <summary>Whether a standby that answers says that it streams from this member.</summary>
    public bool IsStreamedFrom(Member member) => _streamedFrom.Contains(member.Id);

    /// <summary>
    /// The member at the head of a standby's chain of upstreams: a primary, or where the chain is lost.
    /// </summary>
    public Member? HeadOf(Member standby) => _heads.GetValueOrDefault(standby.Id);

    /// <summary>The seen member that hears from this one as a streaming standby, if there is exactly one.</summary>
    public Member? VoucherFor(Member member) => _vouchers.GetValueOrDefault(member.Id);

    /// <summary>
    /// A row names a member by its application name, or by its address when it gives none.
    /// </summary>
    static Member? Listed(StandbyLink link, Unambiguous<string> names, Unambiguous<string> addresses) =>
        names.Knows(link.ApplicationName) ? names.Find(link.ApplicationName)
        : link.IsNamelessStandby ? addresses.Find(link.ClientAddress)
        : null;

    static Member? Upstream(Member standby, Unambiguous<(string, int)> endpoints, Unambiguous<InstanceId> listed) =>
        standby.State?.Upstream switch
        {
            { IsStreaming: true, Host: { } host, Port: { } port }
                when endpoints.Find((host, port)) is { } named && named.Id != standby.Id => named,
            { IsStreaming: true } => listed.Find(standby.Id),
            _ => null,
        };

    /// <summary>An unseen standby hangs where the member that vouches for it hangs.</summary>
    Member? Head(Member member, int hopsMax)
    {
        var head = member.State is null ? VoucherFor(member) : UpstreamOf(member);
        for (var hop = 0; head is { State.Role: Role.Standby } && hop < hopsMax; hop++)
            head = UpstreamOf(head);
        return head;
    }

    static IEnumerable<string> NamesOf(Member member)
    {
        if ((member.State?.Upstream?.ApplicationName ?? member.Remembered?.ReplicatesAs) is { Length: > 0 } name)
            yield return name;
        yield return member.Id.Name;
        yield return member.Instance.Host;
    }

    static IEnumerable<string> HostsOf(Member member)
    {
        yield return member.Instance.Host;
        if (AddressOf(member) is { } address)
            yield return address;
    }

    static string? AddressOf(Member member) => member.State?.Address ?? member.Remembered?.Address;

    /// <summary>Finds a member by a key that only one member has; a key that several have finds nobody.</summary>
    sealed class Unambiguous<TKey>
        where TKey : notnull
    {
        readonly Dictionary<TKey, Member?> _members = [];

        public void Add(TKey key, Member member) =>
            _members[key] = _members.TryGetValue(key, out var other) && other?.Id != member.Id ? null : member;

        public bool Knows(TKey key) => _members.ContainsKey(key);

        public Member? Find(TKey? key) => key is null ? null : _members.GetValueOrDefault(key);
    }
}
