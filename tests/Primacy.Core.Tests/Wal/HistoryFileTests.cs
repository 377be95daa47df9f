using Primacy.Topology;
using Xunit;

namespace Primacy.Wal;

public sealed class HistoryFileTests
{
    [Fact]
    public void A_history_file_names_the_ancestors_in_order() =>
        Assert.Equal(
            [
                new TimelineSwitch(new Timeline(1), Lsn.Parse("0/7000060"), "no recovery target specified"),
                new TimelineSwitch(new Timeline(2), Lsn.Parse("1/0"), "before 2000-01-01 00:00:00+00"),
            ],
            HistoryFile.Read(
                "1\t0/7000060\tno recovery target specified\n\n# a comment\n2\t1/0\tbefore 2000-01-01 00:00:00+00\n"
            )
        );

    [Fact]
    public void A_reason_may_be_missing() =>
        Assert.Equal([new TimelineSwitch(new Timeline(1), Lsn.Parse("0/5000"), "")], HistoryFile.Read("1\t0/5000\n"));

    [Theory]
    [InlineData("one\t0/1\tx")]
    [InlineData("1\tnowhere\tx")]
    [InlineData("1")]
    [InlineData("2\t0/1\tx\n1\t0/2\tx")]
    public void What_is_no_history_file_is_none(string text) => Assert.Null(HistoryFile.Read(text));

    [Fact]
    public void Each_segment_is_asked_for_under_the_timeline_that_it_is_kept_under()
    {
        const ulong Segment = 16 << 20;
        EquatableArray<TimelineSwitch> switches =
        [
            new(new Timeline(1), new Lsn(3 * Segment + 100), ""),
            new(new Timeline(2), new Lsn(5 * Segment), ""),
        ];
        Leg First(ulong from, ulong to = 9 * Segment + 5) =>
            Leg.First(new Timeline(3), switches, Segment, new Lsn(from), new Lsn(to));

        Assert.Equal(new Leg(new Timeline(1), new Lsn(Segment), new Lsn(3 * Segment)), First(Segment));
        Assert.Equal(new Leg(new Timeline(1), new Lsn(Segment), new Lsn(2 * Segment)), First(Segment, 2 * Segment));
        Assert.Equal(new Leg(new Timeline(2), new Lsn(3 * Segment), new Lsn(5 * Segment)), First(3 * Segment));
        Assert.Equal(new Leg(new Timeline(3), new Lsn(5 * Segment), new Lsn(9 * Segment + 5)), First(5 * Segment));
    }
}
