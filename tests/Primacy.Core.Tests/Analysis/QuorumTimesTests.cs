using Primacy.Scenarios;
using Xunit;

namespace Primacy.Analysis;

/// <summary>What a quorum said counts if it was said after all had become the primaries that they are.</summary>
public sealed class QuorumTimesTests
{
    [Theory]
    [InlineData("0s", "names a, with a quorum.")]
    [InlineData("1s", "names a, with a quorum, but was asked before the split.")]
    [InlineData("-1s", "names a, with a quorum, but before our clock was set back.")]
    public void When_it_was_asked_is_said(string age, string said)
    {
        var looks = new Looks("a,b");
        looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        var split = looks
            .Look(
                "a primary tl=3 lsn=0/5400",
                "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
                $"claim Patroni quorum a=primary age={age}"
            )
            .Assessment.Headline;
        var vote = Assert.Single(split.Evidence, e => e.Text.Contains("names a", StringComparison.Ordinal));
        Assert.EndsWith(said, vote.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_said_after_the_split_counts_though_it_is_a_moment_old()
    {
        var looks = new Looks("a,b");
        looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        looks.Look("a primary tl=3 lsn=0/5400", "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed");
        var split = looks.Look("claim Patroni quorum a=primary age=300ms").Assessment.Headline;
        Assert.Equal(new Topology.InstanceId("a"), Assert.IsType<Survivor.Keep>(split.Survivor).Instance);
    }
}
