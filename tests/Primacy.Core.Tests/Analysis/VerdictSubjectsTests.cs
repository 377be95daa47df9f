using Primacy.Scenarios;
using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

/// <summary>Sentences name members for people; receivers and metrics go by these lists.</summary>
public sealed class VerdictSubjectsTests
{
    [Theory]
    [InlineData("healthy", "a", "a", "a primary tl=3; b standby of=a")]
    [InlineData("blind", "", "a, b", "a timed-out; b timed-out")]
    [InlineData("no-primary", "", "", "a refused; b standby tl=3")]
    [InlineData("no-primary", "a", "a", "a primary tl=3 read-only; b standby of=a")]
    [InlineData("replication-broken", "a", "b", "a primary tl=3; b refused")]
    [InlineData("primary-unreachable", "", "", "a timed-out; b standby of=a tl=3")]
    [InlineData("primary-unreachable", "", "a", "a primary tl=3; b standby of=a", "a timed-out")]
    [InlineData("multiple-primaries", "a, b", "a, b", "a primary tl=3; b primary tl=4")]
    [InlineData("foreign-primary", "a, b", "b", "a primary tl=3; b standby of=a", "b primary tl=3 system=9")]
    [InlineData("switchover-in-progress", "b", "b, a", "a primary tl=3; b standby of=a", "a refused; b primary tl=4")]
    [InlineData(
        "isolated-primary-suspected",
        "b",
        "a",
        "a primary tl=3; b standby of=a",
        "a timed-out; b primary tl=4"
    )]
    public void A_verdict_lists_who_answers_as_a_primary_and_whom_it_is_about(
        string code,
        string primaries,
        string subjects,
        params string[] looks
    )
    {
        var headline = Glance.At("a,b", looks).Assessment.Headline;
        Assert.Equal(code, headline.Code.Slug);
        Assert.Equal(Ids(primaries), headline.Primaries);
        Assert.Equal(Ids(subjects), headline.Subjects);
    }

    [Fact]
    public void An_assessment_gives_each_detector_s_word_by_its_code()
    {
        var assessment = Glance.At("a,b", "a primary tl=3; b refused").Assessment;
        Assert.Equal(new Detection.Present(assessment.Headline), assessment.Of(VerdictCode.ReplicationBroken));
        Assert.Equal(Detection.NotThere, assessment.Of(VerdictCode.Healthy));
    }

    static EquatableArray<InstanceId> Ids(string names) =>
        [.. names.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(name => new InstanceId(name))];
}
