using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>What is asked beyond the probes, and until when.</summary>
public sealed class QuestionsTests
{
    static readonly InstanceId A = new("a");
    static readonly InstanceId B = new("b");

    readonly Looks _looks = new("a,b");

    [Fact]
    public void Every_member_that_answers_is_asked_where_it_comes_from_until_that_is_known()
    {
        var step = _looks.Look("a primary tl=3 lsn=0/5000", "b timed-out");
        Assert.Equal([new Inquiry.OfLineage(A)], step.Inquiries);
        Assert.Equal([new Inquiry.OfLineage(A)], _looks.Look().Inquiries);
        Assert.Empty(_looks.Look("lineage a tl=3 from=2@0/3000").Inquiries);
    }

    [Fact]
    public void A_right_that_is_missing_is_an_answer()
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b timed-out");
        Assert.Empty(_looks.Look("lineage a hidden").Inquiries);
    }

    [Theory]
    [InlineData("a primary tl=3 lsn=0/5000 started=62m")]
    [InlineData("a primary tl=4 lsn=0/5000")]
    public void A_new_postmaster_and_a_new_timeline_are_asked_anew(string changed)
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b timed-out");
        _looks.Look("lineage a tl=3");
        Assert.Equal([new Inquiry.OfLineage(A)], _looks.Look(changed).Inquiries);
    }

    [Fact]
    public void Claimants_are_compared_as_long_as_they_claim_from_where_they_seem_to_part()
    {
        _looks.Look("a primary tl=3 lsn=0/5000", "b standby of=a");
        string[] known = ["lineage a tl=3", "lineage b tl=4 from=3@0/5000"];
        var split = _looks.Look(["b primary tl=4 lsn=0/5200 recovered=0/5000 streamed", .. known]);
        var asked = new Inquiry.OfPair(A, B, Lsn.Parse("0/5000"));
        Assert.Equal([asked], split.Inquiries);
        Assert.Equal([asked], _looks.Look("compare a b forked=0/5000 a=0/0 b=1/1").Inquiries);
        Assert.Empty(_looks.Look("a refused").Inquiries);
    }

    [Fact]
    public void A_standby_that_was_on_a_branch_of_its_own_is_held_against_its_primary()
    {
        _looks.Look(
            "a primary tl=4 lsn=0/6000 recovered=0/5000 streamed",
            "b primary tl=4 lsn=0/5800 recovered=0/5000 streamed"
        );
        var joined = _looks.Look("b standby of=a started=62m", "lineage a tl=4", "lineage b hidden");
        Assert.Equal([new Inquiry.OfPair(B, A, Lsn.Parse("0/5000"))], joined.Inquiries);
    }
}
