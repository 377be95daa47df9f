using Xunit;

namespace Primacy.Topology;

public sealed class ReplicationMapTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_standby_is_mapped_by_the_host_and_port_it_names()
    {
        var map = Map(Server("a", "h", 5432), Server("b", "h", 5433, upstream: ("h", 5432)));
        Assert.Equal("a", map.UpstreamOf(Of("b"))?.Id.Name);
        Assert.Equal("a", map.HeadOf(Of("b"))?.Id.Name);
        Assert.True(map.IsStreamedFrom(Of("a")));
    }

    [Fact]
    public void A_service_is_seen_through_by_what_the_primary_lists()
    {
        var map = Map(Server("a", lists: ["b"]), Server("b", upstream: ("orders-rw", 5432)));
        Assert.Equal("a", map.UpstreamOf(Of("b"))?.Id.Name);
    }

    [Fact]
    public void A_name_that_two_members_share_maps_to_neither()
    {
        var map = Map(
            Server("a", lists: ["walreceiver"]),
            Server("b", upstream: ("vip", 5432), extras: new(ReplicatesAs: "walreceiver")),
            Server("c", upstream: ("vip", 5432), extras: new(ReplicatesAs: "walreceiver"))
        );
        Assert.Null(map.UpstreamOf(Of("b")));
        Assert.Null(map.VoucherFor(Of("c")));
    }

    [Fact]
    public void A_standby_that_two_primaries_list_follows_neither_for_certain()
    {
        var map = Map(Server("a", lists: ["c"]), Server("b", lists: ["c"]), Server("c", upstream: ("vip", 5432)));
        Assert.Null(map.UpstreamOf(Of("c")));
        Assert.Null(map.VoucherFor(Of("c")));
    }

    [Fact]
    public void An_address_names_a_member_only_where_no_name_does()
    {
        var map = Map(
            Server("a", extras: new(Rows: [new("walreceiver", "10.0.0.2", "streaming", "async", null)])),
            Server("b", upstream: ("vip", 5432), extras: new(Address: "10.0.0.2"))
        );
        Assert.Equal("a", map.VoucherFor(Of("b"))?.Id.Name);
    }

    [Fact]
    public void A_cascade_leads_to_its_head()
    {
        var map = Map(
            Server("a"),
            Server("b", upstream: ("a", 5432)),
            Server("c", upstream: ("b", 5432)),
            Server("d", upstream: ("c", 5432))
        );
        Assert.Equal("a", map.HeadOf(Of("d"))?.Id.Name);
        Assert.Equal("c", map.UpstreamOf(Of("d"))?.Id.Name);
    }

    [Fact]
    public void A_ring_of_standbys_has_an_end()
    {
        var map = Map(Server("a", upstream: ("b", 5432)), Server("b", upstream: ("a", 5432)));
        Assert.NotEqual(Role.Primary, map.HeadOf(Of("a"))?.State?.Role);
    }

    [Fact]
    public void A_server_never_follows_itself()
    {
        var map = Map(Server("a", upstream: ("a", 5432), lists: ["a"]));
        Assert.Null(map.UpstreamOf(Of("a")));
        Assert.Null(map.VoucherFor(Of("a")));
    }

    static ReplicationMap Map(params Member[] members) => new(members.ToEquatableArray());

    static Member Of(string name) => new(new Instance(new(name), name, 5432), null, null);

    static Member Server(
        string name,
        string? host = null,
        int port = 5432,
        (string Host, int Port)? upstream = null,
        string[]? lists = null,
        MemberExtras? extras = null
    )
    {
        var state = new ServerState
        {
            Role = upstream is null ? Role.Primary : Role.Standby,
            System = new(7501),
            StartedAt = Noon,
            Version = 180004,
            Address = extras?.Address,
            Upstream = upstream is { } up
                ? new("streaming", up.Host, up.Port, extras?.ReplicatesAs ?? name, null, null)
                : null,
            Standbys = extras?.Rows ?? Rows(lists ?? []),
        };
        var observation = new Observation(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state));
        return new Member(new Instance(new(name), host ?? name, port), observation, null);
    }

    static EquatableArray<StandbyLink> Rows(string[] names) =>
        [.. names.Select(name => new StandbyLink(name, null, "streaming", "async", null))];
}
