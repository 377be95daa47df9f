using Primacy.Scenarios;
using Xunit;

namespace Primacy.Analysis;

/// <summary>Two primaries on one number: two promotions, or a copy that was started without standby.signal.</summary>
public sealed class OneTimelineTests
{
    readonly Looks _looks = new("a,b,c");

    [Fact]
    public void Two_that_show_no_timeline_prove_nothing()
    {
        var split = Look("a primary lsn=0/5000", "b primary lsn=0/6000");
        Assert.Equal((SubKind.TwinPromotion, false), Kind(split));
        Assert.Equal("Neither a nor b shows its timeline.", split.Split!.Why);
    }

    [Theory]
    [InlineData("0/5400", "0/5200")]
    [InlineData("0/5200", "0/5400")]
    public void Whoever_followed_the_other_on_that_very_number_is_the_copy(string original, string copy)
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        var split = Look($"a primary tl=3 lsn={original}", $"b primary tl=3 lsn={copy}");
        Assert.Equal((SubKind.SameTimelineFork, true), Kind(split));
        Assert.StartsWith("b followed timeline 3 as a standby", split.Split!.Why, StringComparison.Ordinal);
    }

    /// <summary>One that was promoted ended a recovery; both must have.</summary>
    [Theory]
    [InlineData("recovered=0/4000 streamed", "", SubKind.SameTimelineFork)]
    [InlineData("", "recovered=0/4000 streamed", SubKind.SameTimelineFork)]
    [InlineData("recovered=0/4000 streamed", "recovered=0/4000", SubKind.TwinPromotion)]
    public void What_it_looks_like_is_not_proven(string one, string other, SubKind kind)
    {
        var split = Look($"a primary tl=3 lsn=0/5000 {one}", $"b primary tl=3 lsn=0/6000 {other}");
        Assert.Equal((kind, false), Kind(split));
        Assert.EndsWith(
            "but their WAL would tell, and it has not been read.",
            split.Split!.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_that_followed_a_third_one_on_that_number_were_not_promoted()
    {
        _looks.Look("c primary tl=3 lsn=0/5000", "a standby of=c", "b standby of=c");
        var split = Look("c refused", "a primary tl=3 lsn=0/5200", "b primary tl=3 lsn=0/5400");
        Assert.Equal((SubKind.SameTimelineFork, false), Kind(split));
    }

    [Theory]
    [InlineData("lineage a tl=3 from=2@0/4000 hidden", true)]
    [InlineData("lineage b tl=3 from=2@0/4000 hidden", true)]
    [InlineData("compare a b hidden", true)]
    [InlineData("lineage a tl=3 from=2@0/4000", false)]
    [InlineData("lineage b tl=3 from=2@0/4000", false)]
    [InlineData("compare a b refused", false)]
    public void A_right_that_is_missing_is_named(string testimony, bool isMissing)
    {
        var split = Look("a primary tl=3 lsn=0/5000", "b primary tl=3 lsn=0/6000", testimony);
        Assert.Equal(isMissing, split.Split!.Why.Contains("a role with REPLICATION", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a", "0/4000", SubKind.TwinPromotion)]
    [InlineData("b", "0/4000", SubKind.TwinPromotion)]
    [InlineData("a", "0/4800", SubKind.SameTimelineFork)]
    [InlineData("b", "0/4800", SubKind.SameTimelineFork)]
    public void The_fork_that_WAL_shows_is_held_against_either_history(string member, string fork, SubKind kind)
    {
        var split = Look(
            "a primary tl=3 lsn=0/5000",
            "b primary tl=3 lsn=0/6000",
            $"lineage {member} tl=3 from=2@0/4000",
            $"compare a b forked={fork} a=1/1 b=1/1"
        );
        Assert.Equal((kind, true), Kind(split));
    }

    [Theory]
    [InlineData("0/4000", "0/4800")]
    [InlineData("0/4800", "0/4000")]
    public void Two_recoveries_have_in_common_what_the_shorter_one_replayed(string one, string other)
    {
        var split = Look(
            $"a primary tl=3 lsn=0/5000 recovered={one} streamed",
            $"b primary tl=3 lsn=0/6000 recovered={other} streamed"
        );
        var pair = Assert.Single(split.Divergences);
        Assert.Equal((Topology.Lsn.Parse("0/4000"), false), (pair.Fork, pair.IsExact));
    }

    [Fact]
    public void Of_three_the_pair_that_is_proven_names_the_kind()
    {
        var split = Look(
            "a primary tl=3 lsn=0/5000 recovered=0/4000 streamed",
            "b primary tl=3 lsn=0/5100 recovered=0/4000 streamed",
            "c primary tl=3 lsn=0/6000 recovered=0/4000"
        );
        Assert.Equal((SubKind.TwinPromotion, true), Kind(split));
    }

    Verdict Look(params string[] lines) => _looks.Look(lines).Assessment.Headline;

    static (SubKind?, bool) Kind(Verdict verdict) => (verdict.SubKind, verdict.Split!.IsProven);
}
