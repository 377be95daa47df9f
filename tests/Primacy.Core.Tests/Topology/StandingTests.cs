using Primacy.Scenarios;
using Xunit;

namespace Primacy.Topology;

/// <summary>How a member stands towards a primary, where no verdict says it in these words.</summary>
public sealed class StandingTests
{
    [Fact]
    public void A_primary_follows_nobody() =>
        Assert.Equal(new Standing(false, "is a primary"), OfB("a primary tl=3; b primary tl=4"));

    [Fact]
    public void A_standby_whose_stream_is_not_shown_may_well_follow() =>
        Assert.Equal(
            new Standing(false, "is a standby, and whether it streams is not shown to our role", IsHidden: true),
            OfB("a primary tl=3; b standby tl=3 hidden")
        );

    static Standing OfB(string look)
    {
        var view = Glance.At("a,b", look).View;
        return Standing.Of(view, view[new("a")]!, view[new("b")]!);
    }
}
