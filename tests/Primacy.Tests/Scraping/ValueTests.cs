using System.Text;
using Primacy.Scraping;
using Primacy.Scraping.Queries;
using Xunit;

namespace Primacy.Tests.Scraping;

/// <summary>What is seen on real servers is in the parity tests; here are the corners.</summary>
public sealed class ValueTests
{
    const uint Text = 25;
    const uint TimestampTz = 1184;

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1, "1")]
    [InlineData(100000, "100000")]
    [InlineData(1e6, "1e+06")]
    [InlineData(-1.25e6, "-1.25e+06")]
    [InlineData(123456.5, "123456.5")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(1.5e-5, "1.5e-05")]
    [InlineData(1e100, "1e+100")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void A_float_is_a_label_in_the_words_of_the_original(double value, string label) =>
        Assert.Equal(label, GoNumber.Format(value));

    [Theory]
    [InlineData("2026-01-02 03:04:05+00", 1767323045)]
    [InlineData("2026-01-02 03:04:05.999999+05:30", 1767303245)]
    [InlineData("1969-12-31 23:59:59.5-08", 28799)]
    [InlineData("infinity", double.PositiveInfinity)]
    public void A_time_is_its_whole_seconds(string text, double seconds) =>
        Assert.Equal(seconds, PgValue.Number(TimestampTz, Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData(" 5")]
    [InlineData("5 MB")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("$12.00")]
    public void What_is_no_number_as_a_whole_is_none(string text) =>
        Assert.Null(PgValue.Number(Text, Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("5m", 300_000.0)]
    [InlineData("1h15m30.918s", 4_530_918.0)]
    [InlineData("-1.5s", -1500.0)]
    [InlineData("900us", 0.0)]
    [InlineData("5", null)]
    [InlineData("00:05:00", null)]
    public void A_duration_is_its_whole_milliseconds(string text, double? milliseconds) =>
        Assert.Equal(milliseconds, GoDuration.Milliseconds(text));
}
