namespace Primacy.Topology;

/// <summary>Finds members by what servers call one another: names, addresses, hosts with ports.</summary>
sealed class MemberIndex(EquatableArray<Member> members)
{
    readonly bool _isIndexed = members.Count > ClusterView.UnindexedMax;

    Dictionary<string, Unambiguous> Names => field ??= Index<string>(ByName);

    Dictionary<string, Unambiguous> Addresses => field ??= Index<string>(ByAddress);

    Dictionary<(string, int), Unambiguous> Endpoints => field ??= Index<(string, int)>(ByEndpoint);

    /// <summary>Whom a row of pg_stat_replication names: by application name, or by address if it has none.</summary>
    public Member? Of(StandbyLink link)
    {
        var named = Named(link.ApplicationName);
        return named != default ? named.Only
            : link is { IsNamelessStandby: true, ClientAddress: { } address } ? At(address).Only
            : null;
    }

    /// <summary>Who is at the host and port that a standby names as its upstream.</summary>
    public Member? Of(UpstreamLink link) => link is { Host: { } host, Port: { } port } ? At(host, port).Only : null;

    Unambiguous Named(string name)
    {
        if (_isIndexed)
            return Names.GetValueOrDefault(name);
        Unambiguous found = default;
        foreach (var member in members)
        {
            if (member.Id.Name == name || member.Instance.Host == name || NameOf(member) == name)
                found = found.And(member);
        }
        return found;
    }

    Unambiguous At(string address)
    {
        if (_isIndexed)
            return Addresses.GetValueOrDefault(address);
        Unambiguous found = default;
        foreach (var member in members)
        {
            if (AddressOf(member) == address)
                found = found.And(member);
        }
        return found;
    }

    Unambiguous At(string host, int port)
    {
        if (_isIndexed)
            return Endpoints.GetValueOrDefault((host, port));
        Unambiguous found = default;
        foreach (var member in members)
        {
            if (member.Instance.Port == port && (member.Instance.Host == host || AddressOf(member) == host))
                found = found.And(member);
        }
        return found;
    }

    Dictionary<TKey, Unambiguous> Index<TKey>(Action<Dictionary<TKey, Unambiguous>, Member> add)
        where TKey : notnull
    {
        // A name, and a host or an address that differs from it.
        var index = new Dictionary<TKey, Unambiguous>(2 * members.Count);
        foreach (var member in members)
            add(index, member);
        return index;
    }

    static void ByName(Dictionary<string, Unambiguous> index, Member member)
    {
        if (NameOf(member) is { } name)
            Add(index, name, member);
        Add(index, member.Id.Name, member);
        Add(index, member.Instance.Host, member);
    }

    static void ByAddress(Dictionary<string, Unambiguous> index, Member member)
    {
        if (AddressOf(member) is { } address)
            Add(index, address, member);
    }

    static void ByEndpoint(Dictionary<(string, int), Unambiguous> index, Member member)
    {
        Add(index, (member.Instance.Host, member.Instance.Port), member);
        if (AddressOf(member) is { } address)
            Add(index, (address, member.Instance.Port), member);
    }

    static void Add<TKey>(Dictionary<TKey, Unambiguous> index, TKey key, Member member)
        where TKey : notnull => index[key] = index.GetValueOrDefault(key).And(member);

    /// <summary>What it calls itself when it follows another, if it does.</summary>
    static string? NameOf(Member member) =>
        (member.State?.Upstream?.ApplicationName ?? member.Remembered?.ReplicatesAs) is { Length: > 0 } name
            ? name
            : null;

    static string? AddressOf(Member member) => member.State?.Address ?? member.Remembered?.Address;
}
