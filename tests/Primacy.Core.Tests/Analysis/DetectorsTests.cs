using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>What a detector says where its condition only just holds, or only just does not.</summary>
public sealed class DetectorsTests
{
    [Theory]
    [InlineData("0/2FFFFFF", SubKind.Empty)]
    [InlineData("0/3000000", null)]
    public void A_stranger_within_its_first_three_segments_looks_freshly_initialised(string lsn, SubKind? kind)
    {
        var step = Glance.At("a,b", "a primary tl=3; b standby of=a", $"b primary tl=1 lsn={lsn} system=9");
        Assert.Equal(
            (VerdictCode.ForeignPrimary, kind),
            (step.Assessment.Headline.Code, step.Assessment.Headline.SubKind)
        );
    }

    [Fact]
    public void One_of_two_strangers_that_is_empty_is_enough_to_say_so()
    {
        var step = Glance.At(
            "a,b,c",
            "a primary tl=3; b standby of=a; c standby of=a",
            "b primary tl=1 lsn=0/100 system=9; c primary tl=1 lsn=0/4000000 system=9"
        );
        Assert.Equal(SubKind.Empty, step.Assessment.Headline.SubKind);
        Assert.StartsWith("b and c answer as primaries of", step.Assessment.Headline.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_primaries_that_refuse_writes_are_none()
    {
        var looks = new Looks("a,b");
        var found = looks.Look("a primary tl=3 lsn=0/5000 read-only", "b primary tl=4 lsn=0/5000 read-only").Assessment;
        Assert.Equal(
            "a and b are primaries but refuse writes: default_transaction_read_only is on.",
            Assert.IsType<Detection.Present>(found.Of(VerdictCode.NoPrimary)).Verdict.Summary
        );
    }

    [Fact]
    public void The_largest_family_of_claimants_is_the_split()
    {
        var step = Glance.At("a,b,c,d", "a primary tl=3 system=9; b primary tl=3; c primary tl=3; d timed-out");
        Assert.Equal(["b", "c"], step.Assessment.Headline.Primaries.Select(id => id.Name));
        Assert.Equal(VerdictCode.MultiplePrimaries, step.Assessment.Headline.Code);
    }

    [Fact]
    public void A_primary_that_one_standby_still_hears_is_lost_to_us_alone()
    {
        var step = Glance.At(
            "a,b,c",
            "a primary tl=3; b standby of=a; c standby of=a",
            "a timed-out; c standby tl=3 of=a status=waiting"
        );
        Assert.Equal(VerdictCode.PrimaryUnreachable, step.Assessment.Headline.Code);
        Assert.Equal(Detection.NotThere, step.Assessment.Of(VerdictCode.Blind));
        Assert.IsType<Detection.Undetermined>(step.Assessment.Of(VerdictCode.NoPrimary));
    }

    [Fact]
    public void Of_several_former_primaries_one_that_cannot_be_seen_may_serve_its_side()
    {
        var looks = new Looks("a,b,c");
        looks.Look("a primary tl=3 lsn=0/5000", "c primary tl=3 lsn=0/5100", "b standby of=a");
        looks.Look("a shutting-down", "c timed-out", "b primary tl=4 lsn=0/6000 recovered=0/5000 streamed");
        looks.Now += TimeSpan.FromMinutes(1);

        var headline = looks.Look().Assessment.Headline;

        Assert.Equal(VerdictCode.IsolatedPrimarySuspected, headline.Code);
        Assert.Equal(["a", "c"], headline.Subjects.Select(id => id.Name));
        Assert.EndsWith("accept writes from its side of the network.", headline.Summary, StringComparison.Ordinal);
    }

    /// <summary>Nothing is lost with the older one, so no row is out of place but for whom a standby follows.</summary>
    [Fact]
    public void Whoever_follows_the_one_that_should_go_is_called_out_though_it_holds_nothing_yet()
    {
        var step = Glance.At(
            "a,b,c,d,e",
            "a primary tl=3 lsn=0/5000; b standby of=a; c standby of=a",
            "b primary tl=4 lsn=0/5000 recovered=0/5000 streamed"
        );
        Assert.Equal(
            new Survivor.Keep(new("b"), "the other side has written nothing past the fork, so nothing would be lost"),
            step.Assessment.Headline.Survivor
        );
        Assert.Empty(step.State.Memory.Strays);
        var found = Assert.IsType<Detection.Present>(step.Assessment.Of(VerdictCode.StandbyOnLosingBranch)).Verdict;
        Assert.Equal(new Evidence(new("c"), "c follows a, while b is to be kept."), found.Evidence[0]);
    }

    [Fact]
    public void So_is_one_that_follows_either_of_two_that_should_go()
    {
        var looks = new Looks("a,b,c,d");
        looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a", "c standby of=a", "d standby of=a");
        var step = looks.Look(
            "b primary tl=4 lsn=0/5000 recovered=0/5000 streamed",
            "c primary tl=5 lsn=0/5000 recovered=0/5000 streamed",
            "lineage b tl=4 from=2@0/3000,3@0/5000",
            "lineage c tl=5 from=2@0/3000,3@0/5000,4@0/5000",
            "claim Patroni quorum c=primary"
        );
        Assert.Equal(new InstanceId("c"), (step.Assessment.Headline.Survivor as Survivor.Keep)?.Instance);
        Assert.Empty(step.State.Memory.Strays);
        var found = Assert.IsType<Detection.Present>(step.Assessment.Of(VerdictCode.StandbyOnLosingBranch)).Verdict;
        Assert.Equal([new InstanceId("d")], found.Subjects);
    }

    [Fact]
    public void Of_two_branches_that_one_was_on_the_one_that_it_holds_for_sure_is_told()
    {
        var looks = new Looks("a,b,c,d");
        const string A = "a primary tl=4 lsn=0/6000 recovered=0/5000 streamed";
        looks.Look(A, "c primary tl=4 lsn=0/5800 recovered=0/5000 streamed", "d standby of=c");
        looks.Look("a refused", "d standby of=c started=61m");
        looks.Look("b primary tl=4 lsn=0/6100 recovered=0/5000 streamed");
        var step = looks.Look(A, "b refused", "c refused", "d standby of=a started=61m");
        var found = Assert.IsType<Detection.Present>(step.Assessment.Of(VerdictCode.StandbyOnLosingBranch)).Verdict;
        Assert.StartsWith("d is on the losing branch", found.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_standby_that_is_apart_from_its_primary_is_on_the_losing_branch()
    {
        var looks = new Looks("a,b");
        looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        var headline = looks.Look("compare a b apart=0/4000").Assessment.Headline;
        Assert.Equal(
            "b follows a and holds another history: by their WAL they part at or before 0/4000, so their rows differ.",
            headline.Evidence[0].Text
        );
    }

    [Fact]
    public void Of_several_on_the_losing_branch_one_that_is_proven_makes_it_sure()
    {
        var looks = new Looks("a,b,c,d");
        looks.Look(
            "a primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "b primary tl=4 lsn=0/5800 recovered=0/5000 streamed",
            "c standby of=b"
        );
        var headline = looks
            .Look("b standby tl=4 of=a lsn=0/6000 started=61m", "c standby tl=4 of=a lsn=0/6000")
            .Assessment.Headline;
        Assert.StartsWith("b and c are on the losing branch", headline.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4_999, true)]
    [InlineData(5_000, false)]
    public void A_primary_that_became_a_standby_within_the_tolerance_steps_down(int milliseconds, bool isSwitchover)
    {
        var looks = new Looks("a,b");
        looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        looks.Look($"a standby tl=3 lsn=0/5000 age={milliseconds}ms", "b primary tl=4 lsn=0/5100");
        var found = looks.Look().Assessment.Of(VerdictCode.SwitchoverInProgress);
        Assert.Equal(isSwitchover, found is Detection.Present);
    }

    [Fact]
    public void Every_sub_kind_is_found_by_its_slug()
    {
        Assert.All(SubKinds.All, kind => Assert.Equal(kind, SubKinds.FromSlug(kind.Slug)));
        Assert.Null(SubKinds.FromSlug("no-such-kind"));
    }
}
