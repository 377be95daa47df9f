using CsCheck;
using Xunit;

namespace Primacy.Topology;

/// <summary>Where histories part is read from their switches.</summary>
public sealed class LineagesTests
{
    [Fact]
    public void A_history_that_contains_the_other_parts_where_it_left_it()
    {
        var (older, newer) = (
            Of(3, (1, 0x1000), (2, 0x3000)),
            Of(5, (1, 0x1000), (2, 0x3000), (3, 0x5000), (4, 0x6000))
        );
        Assert.Equal(new CommonPoint(new(0x5000), IsNested: true), Lineages.ForkOf(older, newer));
    }

    [Fact]
    public void Siblings_part_at_the_earlier_of_the_points_where_they_left_their_parent() =>
        Assert.Equal(
            new CommonPoint(new(0x5000), IsNested: false),
            Lineages.ForkOf(Of(4, (3, 0x5100)), Of(4, (3, 0x5000)))
        );

    [Fact]
    public void Neighbours_that_left_one_parent_at_one_point_part_there() =>
        Assert.Equal(
            new CommonPoint(new(0x5000), IsNested: false),
            Lineages.ForkOf(Of(4, (3, 0x5000)), Of(5, (3, 0x5000)))
        );

    [Fact]
    public void Equal_histories_tell_nothing() => Assert.Null(Lineages.ForkOf(Of(4, (3, 0x5000)), Of(4, (3, 0x5000))));

    [Fact]
    public void Histories_without_a_common_timeline_tell_nothing() => Assert.Null(Lineages.ForkOf(Of(1), Of(2)));

    [Fact]
    public void A_history_that_our_role_may_not_read_tells_nothing()
    {
        var hidden = Of(4) with { Switches = null };
        Assert.Null(Lineages.ForkOf(hidden, Of(4, (3, 0x5000))));
        Assert.Null(hidden.LeftAt(new(3)));
    }

    [Fact]
    public void Where_an_ancestor_was_left_is_known()
    {
        var lineage = Of(4, (2, 0x4000), (3, 0x5000));
        Assert.Equal(new Lsn(0x4000), lineage.LeftAt(new(2)));
        Assert.Null(lineage.LeftAt(new(4)));
    }

    [Fact]
    public void It_does_not_matter_which_is_named_first() =>
        (from one in Any from other in Any select (one, other)).Sample(
            (one, other) => Assert.Equal(Lineages.ForkOf(one, other), Lineages.ForkOf(other, one))
        );

    static readonly Gen<Lineage> Any =
        from first in Gen.UInt[1, 2]
        from ends in Gen.ULong[0x5000, 0x5002].Array[0, 3]
        from last in Gen.UInt[5, 6]
        select Of(last, [.. ends.Order().Select((end, i) => (first + (uint)i, end))]);

    static Lineage Of(uint timeline, params (uint Parent, ulong At)[] switches) =>
        new()
        {
            Instance = new("a"),
            At = default,
            StartedAt = default,
            Timeline = new(timeline),
            Switches = [.. switches.Select(s => new TimelineSwitch(new(s.Parent), new(s.At), ""))],
        };
}
