using Xunit;

namespace Primacy.Topology;

/// <summary>Which declared member a manager means, and for how long its word counts.</summary>
public sealed class ClaimsTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(30.001, false)]
    [InlineData(-30, true)]
    [InlineData(-30.001, false)]
    public void An_answer_counts_for_half_a_minute_by_either_clock(double age, bool isFresh)
    {
        var claim = new Claim
        {
            Manager = "repmgr",
            Source = "test",
            At = Noon,
        };
        Assert.Equal(isFresh, claim.IsFresh(Noon.AddSeconds(age)));
        Assert.False((claim with { Fault = "does not answer" }).IsFresh(Noon.AddSeconds(age)));
    }

    [Theory]
    [InlineData("b", "host-a", 5432, "b")]
    [InlineData("node2", "host-b", 5432, "b")]
    [InlineData("node2", "host-b", null, "b")]
    [InlineData("node2", "host-b", 6432, null)]
    [InlineData("node2", "10.0.0.2", 5432, "b")]
    [InlineData("node2", "10.0.0.3", 5432, "c")]
    [InlineData("node2", "10.9.9.9", 5432, null)]
    [InlineData("node2", "shared", 5433, "e")]
    [InlineData("node2", "shared", null, null)]
    [InlineData("node2", null, 5432, null)]
    public void A_member_is_meant_by_its_name_or_else_by_where_it_alone_is(
        string name,
        string? host,
        int? port,
        string? meant
    )
    {
        EquatableArray<Instance> declared =
        [
            new(new("a"), "host-a", 5432),
            new(new("b"), "host-b", 5432),
            new(new("c"), "host-c", 5432),
            new(new("d"), "shared", 5432),
            new(new("e"), "shared", 5433),
        ];
        // b has moved since it was remembered, and c no longer answers.
        var memory = ClusterMemory.Empty.Remember(declared, [Answer("b", "10.9.9.9"), Answer("c", "10.0.0.3")]);
        var view = memory.View("orders", Noon, declared, Sightings.FromProbes([Answer("b", "10.0.0.2")]));
        Assert.Equal(meant, view.Find(new ClaimedMember(name, host, port, null, ""))?.Id.Name);
    }

    static Observation Answer(string name, string address)
    {
        var state = new ServerState
        {
            Role = Role.Standby,
            System = new(7501),
            StartedAt = Noon,
            Version = 180004,
            Address = address,
        };
        return new(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state));
    }
}
