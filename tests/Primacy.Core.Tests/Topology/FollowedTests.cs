using Primacy.Scenarios;
using Xunit;

namespace Primacy.Topology;

/// <summary>How long it is known whom a standby followed, which is what makes a fork exact.</summary>
public sealed class FollowedTests
{
    const string Streaming = "a primary tl=3; b standby of=a";

    [Theory]
    [InlineData("a primary tl=3; b standby", "a")]
    [InlineData("a timed-out; b standby", "a")]
    [InlineData("a primary tl=3 started=10m; b standby", null)]
    [InlineData("a standby; b standby", null)]
    [InlineData("a standby started=10m; b standby", null)]
    [InlineData("a primary tl=3; b standby started=10m", null)]
    [InlineData("a primary tl=3; b primary tl=4", "a")]
    [InlineData("a primary tl=3; b primary tl=4 started=10m", null)]
    [InlineData("a primary tl=3; b primary tl=3 started=10m", "a")]
    [InlineData("a primary tl=3 lists=; b standby of=a", "a")]
    [InlineData("a primary tl=3 lists= started=10m; b standby of=a", null)]
    [InlineData("a timed-out; b standby of=a", "a")]
    public void It_is_known_while_the_one_it_followed_is_certainly_the_same_or_out_of_sight(
        string look,
        string? followed
    )
    {
        var remembered = Glance.At("a,b", Streaming, look).State.Memory.Instances;
        Assert.Equal(followed, Assert.Single(remembered, r => r.Instance.Name == "b").Followed?.Name);
    }

    [Theory]
    [InlineData("a primary tl=3; b standby of=a", "a")]
    [InlineData("a primary tl=3 lists=; b standby of=a", null)]
    [InlineData("a primary tl=3; c standby of=a; b standby of=c", "a")]
    [InlineData("a primary tl=3; c standby of=a lists=; b standby of=c", null)]
    [InlineData("a primary tl=3 lists=; c standby of=a; b standby of=c", null)]
    [InlineData("a primary tl=3 lists=c; c standby of=a; b standby of=a", null)]
    [InlineData("a primary tl=3 lists=; c primary tl=4 lists=b; b standby of=a", null)]
    [InlineData("a primary tl=3 lists=b; c primary tl=4 lists=b; b standby of=a", "a")]
    public void It_is_known_only_when_each_upstream_lists_the_one_below_it(string look, string? followed)
    {
        var remembered = Glance.At("a,b,c", look).State.Memory.Instances;
        Assert.Equal(followed, Assert.Single(remembered, r => r.Instance.Name == "b").Followed?.Name);
    }

    [Theory]
    [InlineData(
        "a primary tl=3; c standby of=a; b standby of=c",
        "a primary tl=3; c standby of=a lists=; b standby of=c"
    )]
    [InlineData("a primary tl=3; b standby of=a", "a primary tl=3 lists=; c primary tl=3 lists=; b standby of=c")]
    [InlineData("a primary tl=3; b standby of=a", "b standby lsn=0/5000", "b standby lsn=0/6000")]
    public void It_is_forgotten_of_one_that_says_another_thing_alone_or_comes_further_from_nobody(params string[] looks)
    {
        var remembered = Glance.At("a,b,c", looks).State.Memory.Instances;
        Assert.Null(Assert.Single(remembered, r => r.Instance.Name == "b").Followed);
    }
}
