namespace Primacy.Topology;

/// <summary>
/// Who follows whom, by what both ends say. A standby's upstream host may be a Service or a virtual address, so it is
/// also looked up in what each possible upstream lists (pg_stat_replication). Built once a view, in linear time.
/// </summary>
public sealed class ReplicationMap
{
    readonly Unambiguous<InstanceId> _listing = new();
    readonly Unambiguous<InstanceId> _hearing = new();
    readonly Dictionary<InstanceId, Member> _upstreams = [];
    readonly Dictionary<InstanceId, Member> _heads = [];
    readonly HashSet<InstanceId> _streamedFrom = [];

    public ReplicationMap(EquatableArray<Member> members)
    {
        var index = new MemberIndex(members);
        foreach (var upstream in members)
            Take(upstream, index);
        foreach (var standby in members)
        {
            var upstream = FindUpstream(standby, index);
            if (upstream is null)
                continue;
            _upstreams[standby.Id] = upstream;
            _streamedFrom.Add(upstream.Id);
        }
        foreach (var member in members)
        {
            if (FindHead(member, members.Count) is { } head)
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
    public Member? VoucherFor(Member member) => _hearing.Find(member.Id);

    /// <summary>Takes in what an upstream lists.</summary>
    void Take(Member upstream, MemberIndex index)
    {
        foreach (var link in upstream.State?.Standbys ?? [])
        {
            var standby = link.IsStreaming ? index.Of(link) : null;
            if (standby is null || standby.Id == upstream.Id)
                continue;
            _listing.Add(standby.Id, upstream);
            if (link.IsHeardAt(upstream.State!.Lsn) && !IsLeftover(upstream, link, standby))
                _hearing.Add(standby.Id, upstream);
        }
    }

    /// <summary>
    /// Whether a standby was seen as a primary after its upstream last heard from it. An upstream that was cut off
    /// lists it for a while yet, and must not vouch for a server that was promoted behind its back.
    /// </summary>
    static bool IsLeftover(Member upstream, StandbyLink link, Member standby) =>
        standby.Remembered is { Role: Role.Primary } reign
        && (link.SilentSeconds is not { } silent || upstream.Newest!.At.AddSeconds(-silent) <= reign.SeenAt);

    Member? FindUpstream(Member standby, MemberIndex index)
    {
        if (standby.State?.Upstream is not { IsStreaming: true } link)
            return null;
        return index.Of(link) is { } named && named.Id != standby.Id ? named : _listing.Find(standby.Id);
    }

    /// <summary>An unseen standby hangs where the member that vouches for it hangs.</summary>
    Member? FindHead(Member member, int hopsMax)
    {
        var head = member.State is null ? VoucherFor(member) : UpstreamOf(member);
        for (var hop = 0; head is { State.Role: Role.Standby } && hop < hopsMax; hop++)
            head = UpstreamOf(head);
        return head;
    }
}
