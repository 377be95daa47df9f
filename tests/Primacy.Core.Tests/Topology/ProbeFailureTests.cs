using Primacy.Scenarios;
using Xunit;

namespace Primacy.Topology;

public sealed class ProbeFailureTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Its_slug_is_its_name_in_small_letters() =>
        Assert.All(Enum.GetValues<ProbeFailure>(), failure => Assert.Equal(FailureWords.Write(failure), failure.Slug));

    [Theory]
    [InlineData("", "does not answer in time")]
    [InlineData("after 2 s", "does not answer in time (after 2 s)")]
    public void The_reason_for_no_answer_carries_the_server_s_words_if_there_are_any(string detail, string reason) =>
        Assert.Equal(reason, Failed(ProbeFailure.TimedOut, detail).WhyNoAnswer);

    [Fact]
    public void A_kind_that_has_no_words_yet_has_a_sentence_and_no_slug()
    {
        const ProbeFailure unheardOf = (ProbeFailure)999;
        Assert.Equal("gives no answer", Failed(unheardOf, "").WhyNoAnswer);
        Assert.Throws<ArgumentOutOfRangeException>(() => unheardOf.Slug);
    }

    static Member Failed(ProbeFailure failure, string detail) =>
        new(
            new(new("a"), "a", 5432),
            new(new("a"), Noon, TimeSpan.Zero, new ProbeOutcome.Failed(failure, detail)),
            null
        );
}
