using Xunit;

namespace Primacy.Topology;

/// <summary>Which testimony is of the servers that run now, and which of two is the newer.</summary>
public sealed class TestimonyOfMembersTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly EquatableArray<Instance> Declared = [new(new("a"), "a", 5432), new(new("b"), "b", 5432)];

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(0, 0, true)]
    [InlineData(0, 5, false)]
    [InlineData(5, 5, true)]
    public void It_is_of_the_postmaster_that_answers_or_of_the_last_that_did(int readAt, int? nowAt, bool counts)
    {
        var testimony = new Testimony
        {
            Lineages =
            [
                new()
                {
                    Instance = new("a"),
                    At = Noon,
                    StartedAt = Noon.AddMinutes(readAt),
                },
            ],
        };
        var view = View(testimony, nowAt is { } minutes ? [Started("a", minutes)] : []);
        Assert.Equal(counts, view.LineageOf(view[new("a")]!) is not null);
    }

    [Fact]
    public void The_newer_of_two_comparisons_counts_in_whatever_order_they_come()
    {
        var (older, newer) = (Compared(Noon), Compared(Noon.AddSeconds(1)));
        foreach (
            Comparison[] order in (Comparison[][])
                [
                    [older, newer],
                    [newer, older],
                ]
        )
        {
            var view = View(new Testimony { Comparisons = [.. order] }, [Started("a", 0), Started("b", 0)]);
            Assert.Equal(newer, view.ComparisonOf(view[new("a")]!, view[new("b")]!));
        }
    }

    [Fact]
    public void Nested_histories_part_at_one_point_whichever_is_named_first()
    {
        var (older, newer) = (From(3, []), From(4, [new(new(3), new(0x5000), "")]));
        var point = new CommonPoint(new(0x5000), IsNested: true);
        Assert.Equal((point, point), (Lineages.ForkOf(older, newer), Lineages.ForkOf(newer, older)));
    }

    /// <summary>What a and b, both started at noon, are remembered for is older than what is seen.</summary>
    static ClusterView View(Testimony testimony, Observation[] newest) =>
        ClusterMemory
            .Empty.Remember(Declared, [Started("a", 0), Started("b", 0)])
            .View("orders", Noon, Declared, new Sightings(newest, testimony));

    static Observation Started(string name, int minutes)
    {
        var state = new ServerState
        {
            Role = Role.Primary,
            System = new(7501),
            StartedAt = Noon.AddMinutes(minutes),
            Version = 180004,
        };
        return new(new(name), Noon, TimeSpan.Zero, new ProbeOutcome.Answered(state));
    }

    static Comparison Compared(DateTimeOffset at) =>
        new()
        {
            One = new("a"),
            Other = new("b"),
            At = at,
            OneStartedAt = Noon,
            OtherStartedAt = Noon,
            Kinship = Kinship.Same,
        };

    static Lineage From(uint timeline, EquatableArray<TimelineSwitch> switches) =>
        new()
        {
            Instance = new("a"),
            At = Noon,
            StartedAt = Noon,
            Timeline = new(timeline),
            Switches = switches,
        };
}
