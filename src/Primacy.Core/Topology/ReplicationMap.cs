namespace Primacy.Topology;

/// <summary>
/// Who follows whom, by what both ends say. A standby's upstream host may be a Service or a virtual address, so it is
/// also looked up in what each possible upstream lists (pg_stat_replication). Built once a view, in linear time.
/// </summary>
public sealed class ReplicationMap
{
    readonly Place[] _places;
    readonly Dictionary<InstanceId, Place>? _placeByName;
    readonly MemberIndex _index;

    public ReplicationMap(EquatableArray<Member> members)
    {
        _places = new Place[members.Count];
        for (var i = 0; i < _places.Length; i++)
            _places[i] = new Place(members[i]);
        if (_places.Length > ClusterView.UnindexedMax)
            _placeByName = _places.ToDictionary(place => place.Member.Id);
        _index = new MemberIndex(members);
        foreach (var upstream in members)
            Take(upstream);
        foreach (var place in _places)
        {
            if (FindUpstream(place) is not { } upstream)
                continue;
            place.Upstream = upstream;
            PlaceOf(upstream)!.IsStreamedFrom = true;
        }
        foreach (var place in _places)
            place.Head = FindHead(place);
    }

    /// <summary>The member a standby receives WAL from, if that can be told.</summary>
    public Member? UpstreamOf(Member standby) => PlaceOf(standby)?.Upstream;

    /// <summary>Whether a standby that answers says that it streams from this member.</summary>
    public bool IsStreamedFrom(Member member) => PlaceOf(member) is { IsStreamedFrom: true };

    /// <summary>
    /// The member at the head of a standby's chain of upstreams: a primary, or where the chain is lost.
    /// </summary>
    public Member? HeadOf(Member standby) => PlaceOf(standby)?.Head;

    /// <summary>The seen member that hears from this one as a streaming standby, if there is exactly one.</summary>
    public Member? VoucherFor(Member member) => PlaceOf(member)?.Hearing.Only;

    /// <summary>
    /// Whether each upstream in a standby's chain lists the one below it. A standby whose link has died without its
    /// notice says that it streams for as long as wal_receiver_timeout, from a server that may be another by then.
    /// </summary>
    internal bool IsListedUpTo(Member standby, Member head)
    {
        for (var hop = 0; standby.Id != head.Id; hop++)
        {
            if (hop == _places.Length || UpstreamOf(standby) is not { } upstream || !Lists(upstream, standby))
                return false;
            standby = upstream;
        }
        return true;
    }

    /// <summary>Whether anybody lists it as streaming.</summary>
    internal bool IsListed(Member standby) => PlaceOf(standby) is { } place && place.Listing != default;

    bool Lists(Member upstream, Member standby)
    {
        if (PlaceOf(standby)?.Listing.Only is { } only)
            return only.Id == upstream.Id;
        foreach (var link in upstream.State?.Standbys ?? [])
        {
            if (link.IsStreaming && _index.Of(link)?.Id == standby.Id)
                return true;
        }
        return false;
    }

    Place? PlaceOf(Member member)
    {
        if (_placeByName is { } index)
            return index.GetValueOrDefault(member.Id);
        foreach (var place in _places)
        {
            if (place.Member.Id == member.Id)
                return place;
        }
        return null;
    }

    /// <summary>Takes in what an upstream lists.</summary>
    void Take(Member upstream)
    {
        if (upstream.State is not { } state)
            return;
        foreach (var link in state.Standbys)
        {
            var standby = link.IsStreaming ? _index.Of(link) : null;
            if (standby is null || standby.Id == upstream.Id)
                continue;
            var place = PlaceOf(standby)!;
            place.Listing = place.Listing.And(upstream);
            if (link.IsHeardAt(state.Lsn) && !IsLeftover(upstream, link, standby))
                place.Hearing = place.Hearing.And(upstream);
        }
    }

    /// <summary>
    /// Whether an upstream may have heard from a standby last before that one was seen as a primary, or as a server of
    /// another system. An upstream that was cut off lists it for a while yet, and must not vouch for a server that was
    /// promoted behind its back. Our clock cannot tell, since it may have been set in between; positions can: a
    /// promoted server has come as far as all that it ever replayed for others.
    /// </summary>
    static bool IsLeftover(Member upstream, StandbyLink link, Member standby) =>
        standby.Remembered is { } seen
        && (seen.System != upstream.State!.System || (seen.Role is Role.Primary && !(link.ReplayLsn > seen.Lsn)));

    Member? FindUpstream(Place standby)
    {
        if (standby.Member.State?.Upstream is not { IsStreaming: true } link)
            return null;
        return _index.Of(link) is { } named && named.Id != standby.Member.Id ? named : standby.Listing.Only;
    }

    /// <summary>An unseen standby hangs where the member that vouches for it hangs.</summary>
    Member? FindHead(Place member)
    {
        var head = member.Member.State is null ? member.Hearing.Only : member.Upstream;
        for (var hop = 0; head is { State.Role: Role.Standby } && hop < _places.Length; hop++)
            head = UpstreamOf(head);
        return IsOfAnotherMoment(member.Member, head) ? null : head;
    }

    /// <summary>
    /// A standby is never on a newer timeline than the one at its head. Where it seems to be, a promotion came between
    /// the answers, and somebody in between was asked before it: whom it follows now is not known.
    /// </summary>
    static bool IsOfAnotherMoment(Member standby, Member? head) => standby.State?.Timeline > head?.State?.Timeline;

    /// <summary>What is known of one member's place.</summary>
    sealed class Place(Member member)
    {
        public Member Member { get; } = member;

        /// <summary>Who lists it.</summary>
        public Unambiguous Listing { get; set; }

        /// <summary>Who lists it and hears from it.</summary>
        public Unambiguous Hearing { get; set; }

        public Member? Upstream { get; set; }

        public Member? Head { get; set; }

        public bool IsStreamedFrom { get; set; }
    }
}
