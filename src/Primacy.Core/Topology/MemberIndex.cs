namespace Primacy.Topology;

/// <summary>Finds members by what servers call one another: names, addresses, hosts with ports.</summary>
sealed class MemberIndex
{
    readonly Unambiguous<string> _names = new();
    readonly Unambiguous<string> _addresses = new();
    readonly Unambiguous<(string, int)> _endpoints = new();

    public MemberIndex(EquatableArray<Member> members)
    {
        foreach (var member in members)
        {
            foreach (var name in NamesOf(member))
                _names.Add(name, member);
            if (AddressOf(member) is { } address)
                _addresses.Add(address, member);
            foreach (var host in HostsOf(member))
                _endpoints.Add((host, member.Instance.Port), member);
        }
    }

    /// <summary>Whom a row of pg_stat_replication names: by application name, or by address if it has none.</summary>
    public Member? Of(StandbyLink link) =>
        _names.Knows(link.ApplicationName) ? _names.Find(link.ApplicationName)
        : link.IsNamelessStandby ? _addresses.Find(link.ClientAddress)
        : null;

    /// <summary>Who is at the host and port that a standby names as its upstream.</summary>
    public Member? Of(UpstreamLink link) =>
        link is { Host: { } host, Port: { } port } ? _endpoints.Find((host, port)) : null;

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
}
