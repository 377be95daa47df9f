using Xunit;

namespace Primacy.Topology;

public sealed class LsnTests
{
    [Theory]
    [InlineData("0/0", 0)]
    [InlineData("0/1000028", 0x1000028)]
    [InlineData("16/B374D848", 0x16B374D848)]
    [InlineData("FFFFFFFF/FFFFFFFF", ulong.MaxValue)]
    public void It_is_read_and_written_as_postgresql_does(string text, ulong value)
    {
        Assert.Equal(new Lsn(value), Lsn.Parse(text));
        Assert.Equal(text, new Lsn(value).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("0")]
    [InlineData("/1")]
    [InlineData("1/")]
    [InlineData("1/2/3")]
    [InlineData("G/0")]
    [InlineData("-1/0")]
    [InlineData(" 1/0")]
    [InlineData("1/ 0")]
    [InlineData("123456789/0")]
    [InlineData("0/123456789")]
    public void What_is_none_is_refused(string text)
    {
        Assert.False(Lsn.TryParse(text, out _));
        Assert.Contains("16/B374D848", Assert.Throws<FormatException>(() => Lsn.Parse(text)).Message);
    }

    /// <summary>
    /// As text "0/9" is greater than "0/10", and "9/0" than "10/0": a repairer that compared so wiped the better side.
    /// </summary>
    [Theory]
    [InlineData("0/9", "0/10")]
    [InlineData("9/0", "10/0")]
    [InlineData("0/FFFFFFFF", "1/0")]
    [InlineData("7FFFFFFF/FFFFFFFF", "80000000/0")]
    public void It_is_ordered_as_a_number(string earlier, string later)
    {
        var (left, right) = (Lsn.Parse(earlier), Lsn.Parse(later));
        Assert.True(left < right && right > left && left <= right && right >= left && left != right);
        Assert.True(left.CompareTo(right) < 0);
    }

    [Fact]
    public void It_is_neither_before_nor_after_itself()
    {
        var (one, other) = (Lsn.Parse("0/5000"), Lsn.Parse("0/5000"));
        Assert.True(one <= other && one >= other && one == other);
        Assert.False(one < other || one > other);
    }

    [Fact]
    public void Bytes_are_counted_across_the_halves_and_never_below_zero()
    {
        Assert.Equal(1UL, Lsn.Parse("1/0").BytesSince(Lsn.Parse("0/FFFFFFFF")));
        Assert.Equal(0UL, Lsn.Parse("0/FFFFFFFF").BytesSince(Lsn.Parse("1/0")));
        Assert.Equal(0UL, Lsn.Parse("1/0").BytesSince(Lsn.Parse("1/0")));
    }
}
