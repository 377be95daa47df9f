namespace Primacy.Topology;

/// <summary>Finds members by what servers call one another: names, addresses, hosts with ports.</summary>
sealed class MemberIndex(EquatableArray<Member> members)
{
    Dictionary<string, Unambiguous> Names => field ??= Index<string>(ByName);

    Dictionary<string, Unambiguous> Addresses => field ??= Index<string>(ByAddress);

    Dictionary<(string, int), Unambiguous> Endpoints => field ??= Index<(string, int)>(ByEndpoint);

    /// <summary>Whom a row of pg_stat_replication names: by application name, or by address if it has none.</summary>
    public Member? Of(StandbyLink link) =>
        Names.TryGetValue(link.ApplicationName, out var named) ? named.Only
        : link is { IsNamelessStandby: true, ClientAddress: { } address } ? Addresses.GetValueOrDefault(address).Only
        : null;

    /// <summary>Who is at the host and port that a standby names as its upstream.</summary>
    public Member? Of(UpstreamLink link) =>
        link is { Host: { } host, Port: { } port } ? Endpoints.GetValueOrDefault((host, port)).Only : null;

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
        if ((member.State?.Upstream?.ApplicationName ?? member.Remembered?.ReplicatesAs) is { Length: > 0 } name)
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

    static string? AddressOf(Member member) => member.State?.Address ?? member.Remembered?.Address;
}
