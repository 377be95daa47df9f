using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>
/// A former primary that goes out of sight soon after it had become a standby may have been promoted again: that there
/// is one primary only cannot be said then.
/// </summary>
public sealed class ReignsAgainTests
{
    static readonly TimeSpan Tolerance = new AnalysisPolicy().SwitchoverTolerance;

    readonly Looks _looks = new("a,b,c");

    [Fact]
    public void All_that_may_are_named()
    {
        _looks.Look("a primary tl=3", "b primary tl=4", "c primary tl=5");
        _looks.Look("b standby", "c standby");
        Assert.Equal(new Detection.Undetermined("b and c may accept writes again"), Look("b timed-out", "c timed-out"));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void One_that_stayed_a_standby_for_long_does_not(int ticks, bool mayReign)
    {
        _looks.Look("a primary tl=3", "b primary tl=4");
        _looks.Look("b standby");
        _looks.Now = _looks.Now.AddMilliseconds(-500) + Tolerance + TimeSpan.FromTicks(ticks);
        _looks.Look();
        Assert.Equal(mayReign, Look("b timed-out") is Detection.Undetermined);
    }

    [Fact]
    public void One_that_another_hears_does_not()
    {
        _looks.Look("a primary tl=3", "b primary tl=4");
        _looks.Look("b standby of=a tl=3");
        Assert.Equal(Detection.NotThere, Look("b timed-out", "a primary tl=3 lists=b"));
    }

    Detection Look(params string[] lines) => _looks.Look(lines).Assessment.Of(VerdictCode.MultiplePrimaries);
}
