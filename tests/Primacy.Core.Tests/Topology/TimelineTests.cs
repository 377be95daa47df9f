using Xunit;

namespace Primacy.Topology;

public sealed class TimelineTests
{
    [Fact]
    public void A_later_one_is_greater()
    {
        var (three, four) = (new Timeline(3), new Timeline(4));
        Assert.True(three < four && three <= four && four > three && four >= three);
        Assert.False(four < three || four <= three || three > four || three >= four);
        Assert.True(three.CompareTo(four) < 0);
    }

    [Fact]
    public void One_is_neither_before_nor_after_itself()
    {
        var (one, other) = (new Timeline(3), new Timeline(3));
        Assert.True(one <= other && one >= other && one == other);
        Assert.False(one < other || one > other);
    }

    [Fact]
    public void One_that_is_not_known_has_words_too()
    {
        Assert.Equal("timeline 3", Analysis.Wording.Of(new Timeline(3)));
        Assert.Equal("an unknown timeline", Analysis.Wording.Of(null));
    }
}
