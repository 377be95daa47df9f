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
    public void It_is_known_while_the_one_it_followed_is_certainly_the_same_or_out_of_sight(
        string look,
        string? followed
    )
    {
        var remembered = Glance.At("a,b", Streaming, look).State.Memory.Instances;
        Assert.Equal(followed, Assert.Single(remembered, r => r.Instance.Name == "b").Followed?.Name);
    }
}
