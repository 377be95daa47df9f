using Xunit;

namespace Primacy.Topology;

/// <summary>When a primary that lists a standby vouches for it, and by what names it is known.</summary>
public sealed class VouchingTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0x6001ul, true)]
    [InlineData(0x6000ul, false)]
    [InlineData(0x5000ul, false)]
    [InlineData(null, false)]
    public void A_standby_that_replayed_nothing_past_where_it_was_a_primary_is_a_leftover(
        ulong? replayed,
        bool isVouchedFor
    )
    {
        var reign = Known(Role.Primary) with { Lsn = new(0x6000) };
        var listed = new StandbyLink("b", null, "streaming", "async", replayed is { } at ? new(at) : null, 0.1);
        Assert.Equal(isVouchedFor, IsVouchedFor(new Member(At("b"), null, reign), listed));
    }

    [Theory]
    [InlineData(Role.Primary)]
    [InlineData(Role.Standby)]
    public void A_server_of_another_system_is_a_leftover_until_it_is_seen_anew(Role role)
    {
        var foreign = Known(role) with { System = new(8502), Lsn = new(0x1000) };
        var listed = new StandbyLink("b", null, "streaming", "async", new(0x5000), 0.1);
        Assert.False(IsVouchedFor(new Member(At("b"), null, foreign), listed));
    }

    [Theory]
    [InlineData("orders_2", null, true)]
    [InlineData("walreceiver", "10.0.0.2", true)]
    [InlineData("orders_9", null, false)]
    [InlineData("walreceiver", "10.0.0.9", false)]
    public void An_unseen_standby_is_listed_under_the_name_or_address_it_had(string name, string? address, bool isIt)
    {
        var known = Known(Role.Standby) with { ReplicatesAs = "orders_2", Address = "10.0.0.2" };
        var listed = new StandbyLink(name, address, "streaming", "async", null);
        Assert.Equal(isIt, IsVouchedFor(new Member(At("b"), null, known), listed));
    }

    [Theory]
    [InlineData("orders_9", null, true)]
    [InlineData("walreceiver", "10.0.0.9", true)]
    [InlineData("orders_2", null, false)]
    [InlineData("walreceiver", "10.0.0.2", false)]
    public void A_standby_that_answers_is_listed_under_the_name_or_address_it_has(
        string name,
        string? address,
        bool isIt
    )
    {
        var known = Known(Role.Standby) with { ReplicatesAs = "orders_2", Address = "10.0.0.2" };
        var shown = State(Role.Standby) with
        {
            Address = "10.0.0.9",
            Upstream = new("streaming", "vip", 5432, "orders_9", null, null),
        };
        var listed = new StandbyLink(name, address, "streaming", "async", null);
        Assert.Equal(isIt, IsVouchedFor(new Member(At("b"), Seen("b", shown), known), listed));
    }

    [Theory]
    [InlineData(3.0, true)]
    [InlineData(3.1, false)]
    public void A_standby_that_is_sent_wal_is_heard_for_three_seconds(double silent, bool isHeard)
    {
        var behind = new StandbyLink("b", null, "streaming", "async", new(0x4000), silent);
        Assert.Equal(isHeard, behind.IsHeardAt(new(0x5000)));
    }

    static bool IsVouchedFor(Member b, StandbyLink listed)
    {
        var a = new Member(At("a"), Seen("a", State(Role.Primary) with { Standbys = [listed] }), null);
        return new ReplicationMap([a, b]).VoucherFor(b)?.Id.Name == "a";
    }

    static Instance At(string name) => new(new(name), name, 5432);

    static Observation Seen(string name, ServerState state) =>
        new(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state));

    static ServerState State(Role role) =>
        new()
        {
            Role = role,
            System = new(7501),
            StartedAt = Noon,
            Version = 180004,
        };

    static Remembered Known(Role role) =>
        new()
        {
            Instance = new("b"),
            Role = role,
            System = new(7501),
            LsnAdvancedAt = Noon,
            RoleSince = Noon,
            SeenAt = Noon,
        };
}
