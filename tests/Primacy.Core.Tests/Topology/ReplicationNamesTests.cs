using Xunit;

namespace Primacy.Topology;

/// <summary>By which names a primary's list of receivers is matched to members.</summary>
public sealed class ReplicationNamesTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("b", null, true)]
    [InlineData("db-b.internal", null, true)]
    [InlineData("orders_replica", null, true)]
    [InlineData("somebody", null, false)]
    [InlineData("walreceiver", "10.0.0.2", true)]
    [InlineData("walreceiver", null, false)]
    [InlineData("pg_receivewal", "10.0.0.2", false)]
    public void A_receiver_is_a_member_by_its_id_its_host_its_own_name_or_if_nameless_its_address(
        string applicationName,
        string? address,
        bool isKnown
    )
    {
        var link = new StandbyLink(applicationName, address, "streaming", "async", null);
        var primary = Answering("a", "db-a.internal", State(Role.Primary) with { Standbys = [link] });
        var standby = Answering(
            "b",
            "db-b.internal",
            State(Role.Standby) with
            {
                Address = "10.0.0.2",
                Upstream = new("streaming", "orders-rw", 5432, "orders_replica", null, null),
            }
        );
        foreach (var map in Maps(primary, standby))
        {
            Assert.Equal(isKnown ? "a" : null, map.VoucherFor(standby)?.Id.Name);
            Assert.Equal(isKnown ? "a" : null, map.UpstreamOf(standby)?.Id.Name);
        }
    }

    [Fact]
    public void A_name_that_several_members_bear_is_nobodys()
    {
        var link = new StandbyLink("walreceiver_1", null, "streaming", "async", null);
        var primary = Answering("a", "db-a.internal", State(Role.Primary) with { Standbys = [link] });
        Member[] standbys =
        [
            .. "bcd".Select(name =>
                Answering(
                    $"{name}",
                    $"db-{name}.internal",
                    State(Role.Standby) with
                    {
                        Upstream = new("streaming", "orders-rw", 5432, "walreceiver_1", null, null),
                    }
                )
            ),
        ];
        foreach (var count in (int[])[1, 2, 3])
        {
            foreach (var map in Maps([primary, .. standbys[..count]]))
                Assert.Equal(count == 1 ? "a" : null, map.VoucherFor(standbys[count - 1])?.Id.Name);
        }
    }

    [Fact]
    public void A_receiver_that_still_catches_up_is_not_taken_for_a_follower()
    {
        var link = new StandbyLink("b", null, "catchup", "async", null);
        var primary = Answering("a", "db-a.internal", State(Role.Primary) with { Standbys = [link] });
        var standby = Answering(
            "b",
            "db-b.internal",
            State(Role.Standby) with
            {
                Upstream = new("streaming", "orders-rw", 5432, null, null, null),
            }
        );
        var map = new ReplicationMap([primary, standby]);
        Assert.Null(map.UpstreamOf(standby));
        Assert.Null(map.VoucherFor(standby));
    }

    [Fact]
    public void A_standby_out_of_sight_is_known_by_the_address_it_had()
    {
        var link = new StandbyLink("walreceiver", "10.0.0.2", "streaming", "async", null);
        var primary = Answering("a", "db-a.internal", State(Role.Primary) with { Standbys = [link] });
        var memory = new Remembered
        {
            Instance = new("b"),
            Role = Role.Standby,
            System = new(7501),
            LsnAdvancedAt = Noon,
            RoleSince = Noon,
            SeenAt = Noon,
            Address = "10.0.0.2",
        };
        var standby = new Member(new Instance(new("b"), "db-b.internal", 5432), null, memory);
        foreach (var map in Maps(primary, standby))
            Assert.Equal("a", map.VoucherFor(standby)?.Id.Name);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("db-1.internal")]
    public void A_member_on_a_port_of_its_own_is_told_from_its_neighbour_on_the_host(string host)
    {
        var standby = Answering(
            "c",
            "db-c.internal",
            State(Role.Standby) with
            {
                Upstream = new("streaming", host, 5433, null, null, null),
            }
        );
        var first = Answering("a", "db-1.internal", State(Role.Primary) with { Address = "10.0.0.1" });
        var second = Answering("b", "db-1.internal", State(Role.Primary) with { Address = "10.0.0.1" }, 5433);
        foreach (var map in Maps(first, second, standby))
            Assert.Equal("b", map.UpstreamOf(standby)?.Id.Name);
    }

    /// <summary>
    /// The map of these members, and of these among so many others that names are looked up in an index.
    /// </summary>
    static IEnumerable<ReplicationMap> Maps(params Member[] members)
    {
        yield return new([.. members]);
        var others = Enumerable
            .Range(0, 20)
            .Select(i => Answering($"other-{i}", $"other-{i}.internal", State(Role.Standby)));
        yield return new([.. members, .. others]);
    }

    static ServerState State(Role role) =>
        new()
        {
            Role = role,
            System = new(7501),
            StartedAt = Noon,
            Version = 180004,
        };

    static Member Answering(string name, string host, ServerState state, int port = 5432) =>
        new(
            new Instance(new(name), host, port),
            new Observation(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state)),
            null
        );
}
