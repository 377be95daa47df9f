using Primacy.Topology;
using Xunit;

namespace Primacy.Analysis;

public sealed class WordingTests
{
    [Theory]
    [InlineData("", "none")]
    [InlineData("a", "a")]
    [InlineData("a b", "a and b")]
    [InlineData("a b c", "a, b and c")]
    [InlineData("a b c d e f g h", "a, b, c, d, e, f, g and h")]
    [InlineData("a b c d e f g h i", "a, b, c, d, e, f and 3 others")]
    public void Names_are_listed_as_people_do(string names, string expected) =>
        Assert.Equal(
            expected,
            Wording.List(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new InstanceId(name)))
        );

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1UL << 20, "1.0 MiB")]
    [InlineData(1UL << 30, "1.0 GiB")]
    [InlineData(1UL << 40, "1.0 TiB")]
    [InlineData(1UL << 50, "1.0 PiB")]
    [InlineData(1UL << 60, "1.0 EiB")]
    [InlineData(ulong.MaxValue, "16.0 EiB")]
    public void Bytes_have_the_unit_they_are_read_in(ulong bytes, string expected) =>
        Assert.Equal(expected, Wording.Bytes(bytes));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(3.21, "3.2 s")]
    [InlineData(10, "10 s")]
    [InlineData(42, "42 s")]
    [InlineData(120, "2 min")]
    [InlineData(240, "4 min")]
    [InlineData(7_200, "2 h")]
    [InlineData(10_800, "3 h")]
    public void Time_has_the_unit_it_is_read_in(double seconds, string expected) =>
        Assert.Equal(expected, Wording.Elapsed(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, "an unknown number of clients")]
    [InlineData(0, "0 clients")]
    [InlineData(1, "1 client")]
    [InlineData(7, "7 clients")]
    public void Clients_are_counted(int? count, string expected) => Assert.Equal(expected, Wording.Clients(count));

    [Fact]
    public void Every_verdict_has_one_slug_and_is_found_by_it()
    {
        Assert.All(VerdictCodes.All, code => Assert.Equal(code, VerdictCodes.FromSlug(code.Slug)));
        Assert.Null(VerdictCodes.FromSlug("no-such-verdict"));
        Assert.Equal(VerdictCodes.All.Count, VerdictCodes.All.Select(code => code.Slug).Distinct().Count());
    }

    [Fact]
    public void Every_failure_has_a_sentence_of_its_own()
    {
        var sentences = Enum.GetValues<ProbeFailure>().Select(failure => failure.Sentence).ToArray();
        Assert.Equal(sentences.Length, sentences.Distinct().Count());
        Assert.DoesNotContain("gives no answer", sentences);
    }
}
