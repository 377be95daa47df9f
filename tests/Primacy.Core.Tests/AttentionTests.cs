using Primacy.Scenarios;
using Xunit;

namespace Primacy;

/// <summary>After something unusual a cluster is looked at oftener, for a while.</summary>
public sealed class AttentionTests
{
    static readonly TimeSpan Hurried = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(500);

    readonly Looks _looks = new("a,b");

    public AttentionTests() => _looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");

    [Fact]
    public void A_healthy_cluster_that_writes_deserves_none()
    {
        Assert.Null(_looks.Look("a primary tl=3 lsn=0/5100", "b standby of=a").Hurry);
        Assert.Equal(Usual, _looks.Look().Interval(Usual));
    }

    [Theory]
    [InlineData("a timed-out")]
    [InlineData("a primary tl=4 lsn=0/5000")]
    [InlineData("a primary tl=3 lsn=0/5000 started=62m")]
    [InlineData("b standby tl=3 of=a status=waiting")]
    [InlineData("b primary tl=4 lsn=0/5100 recovered=0/5000 streamed")]
    [InlineData("b refused")]
    public void What_is_unusual_deserves_it(string unusual)
    {
        var step = _looks.Look(unusual);
        Assert.Equal(Hurried, step.Hurry);
        Assert.Equal(Hurried, step.Interval(Usual));
        Assert.Equal(TimeSpan.FromMilliseconds(50), step.Interval(TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void Of_one_that_did_not_answer_another_silence_is_usual()
    {
        _looks.Look("b refused");
        _looks.Now += TimeSpan.FromMinutes(10);
        Assert.Null(_looks.Look("b refused").State.AttentiveUntil);
        Assert.Null(_looks.Look("b timed-out").State.AttentiveUntil);
    }

    [Fact]
    public void It_lasts_for_its_span_from_the_look_on()
    {
        var until = _looks.Look("a primary tl=3 lsn=0/5000 started=62m").State.AttentiveUntil!.Value;
        Assert.Equal(_looks.Now + ClusterPolicy.Default.AttentionSpan, until);
        _looks.Now -= TimeSpan.FromMilliseconds(500);
        Assert.Equal(until, _looks.Look().State.AttentiveUntil);
        _looks.Now = until - TimeSpan.FromMilliseconds(501);
        Assert.Equal(until, _looks.Look().State.AttentiveUntil);
        _looks.Now = until - TimeSpan.FromMilliseconds(500);
        Assert.Null(_looks.Look().State.AttentiveUntil);
    }

    [Fact]
    public void A_timeline_that_all_of_them_change_deserves_it_though_nothing_is_wrong()
    {
        var step = _looks.Look("a primary tl=4 lsn=0/5000", "b standby of=a");
        Assert.Empty(step.Events);
        Assert.Equal(Hurried, step.Hurry);
    }

    [Fact]
    public void It_ends_though_the_trouble_lasts()
    {
        _looks.Look("b standby tl=3 of=a status=waiting");
        // The incident that fires after half a minute prolongs it once.
        Assert.Equal(119, Enumerable.Range(0, 200).Count(_ => _looks.Look().Hurry == Hurried));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_prolong_it()
    {
        _looks.Look("b standby tl=3 of=a status=waiting");
        _looks.Now -= TimeSpan.FromHours(1);
        Assert.Null(_looks.Look().Hurry);
    }
}
