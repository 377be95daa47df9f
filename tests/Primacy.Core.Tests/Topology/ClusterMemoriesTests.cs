using Xunit;

namespace Primacy.Topology;

/// <summary>What of an answer outlives it.</summary>
public sealed class ClusterMemoriesTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly ServerState Streaming = new()
    {
        Role = Role.Standby,
        System = new(7501),
        Timeline = new(3),
        StartedAt = Noon,
        Version = 180004,
        Address = "10.0.0.2",
        ClusterName = "orders-2",
        Upstream = new("streaming", "a", 5432, "orders_2", null, null),
    };

    [Fact]
    public void What_an_answer_does_not_show_is_remembered_from_the_one_before()
    {
        var silent = Streaming with { Timeline = null, Address = null, Upstream = null };
        var kept = Remember(Streaming, silent);
        Assert.Equal((new Timeline(3), "10.0.0.2", "orders_2"), (kept.Timeline, kept.Address, kept.ReplicatesAs));
    }

    [Fact]
    public void What_an_answer_shows_replaces_what_was_remembered()
    {
        var moved = Streaming with
        {
            Timeline = new(4),
            Address = "10.0.0.9",
            Upstream = Streaming.Upstream! with { ApplicationName = "orders_9" },
        };
        var kept = Remember(Streaming, moved);
        Assert.Equal((new Timeline(4), "10.0.0.9", "orders_9"), (kept.Timeline, kept.Address, kept.ReplicatesAs));
    }

    [Fact]
    public void Its_cluster_name_is_the_name_it_would_replicate_under_until_it_does()
    {
        var primary = Streaming with { Role = Role.Primary, Upstream = null };
        Assert.Equal("orders-2", Remember(primary).ReplicatesAs);
        Assert.Equal("orders_2", Remember(primary, Streaming).ReplicatesAs);
        Assert.Null(Remember(WithoutNames()).ReplicatesAs);
    }

    [Fact]
    public void A_lone_member_of_another_system_does_not_change_what_the_cluster_is_known_by()
    {
        EquatableArray<Instance> declared = [Named("a"), Named("b")];
        var known = ClusterMemory.Empty.Remember(declared, [Answer("a", Streaming), Answer("b", Streaming)]);
        var foreign = Streaming with { System = new(9999) };
        Assert.Equal(new SystemIdentifier(7501), known.Remember(declared, [Answer("b", foreign)]).System);
        var all = known.Remember(declared, [Answer("a", foreign), Answer("b", foreign)]);
        Assert.Equal(new SystemIdentifier(9999), all.System);
    }

    [Fact]
    public void A_cluster_of_one_is_never_known_by_another_system()
    {
        EquatableArray<Instance> declared = [Named("a")];
        var known = ClusterMemory.Empty.Remember(declared, [Answer("a", Streaming)]);
        var copied = known.Remember(declared, [Answer("a", Streaming with { System = new(9999) })]);
        Assert.Equal(new SystemIdentifier(7501), copied.System);
    }

    [Fact]
    public void Half_of_the_members_do_not_make_a_system_known()
    {
        EquatableArray<Instance> declared = [Named("a"), Named("b")];
        Assert.Null(ClusterMemory.Empty.Remember(declared, [Answer("a", Streaming)]).System);
    }

    [Fact]
    public void Observations_that_have_no_order_are_found_as_well()
    {
        HashSet<Observation> newest = [Answer("c", Streaming), Answer("b", Streaming)];
        var memory = ClusterMemory.Empty.Remember([Named("b"), Named("c")], newest);
        Assert.Equal(["b", "c"], memory.Instances.Select(remembered => remembered.Instance.Name));
    }

    static ServerState WithoutNames() =>
        new()
        {
            Role = Role.Primary,
            System = new(7501),
            StartedAt = Noon,
            Version = 180004,
        };

    static Remembered Remember(params ServerState[] answers) =>
        Assert.Single(
            answers
                .Aggregate(ClusterMemory.Empty, (memory, state) => memory.Remember([Named("b")], [Answer("b", state)]))
                .Instances
        );

    static Instance Named(string name) => new(new(name), name, 5432);

    static Observation Answer(string name, ServerState state) =>
        new(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state));
}
