using Primacy.Web.Api;
using Xunit;

namespace Primacy.Tests.Cli;

public sealed class InstantTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-02-28T23:59:58Z", "2026-02-28T23:59:58Z")]
    [InlineData("2026-02-28T23:59:58.25+02:00", "2026-02-28T21:59:58.25Z")]
    [InlineData("2026-02-28T23:59", "2026-02-28T23:59:00Z")]
    [InlineData("2026-02-28 23:59:58", "2026-02-28T23:59:58Z")]
    [InlineData("02:15", "2026-03-01T02:15:00Z")]
    [InlineData("02:15:30.5", "2026-03-01T02:15:30.5Z")]
    [InlineData("-5m", "2026-03-01T02:55:00Z")]
    [InlineData("-1.5h", "2026-03-01T01:30:00Z")]
    [InlineData("-2d", "2026-02-27T03:00:00Z")]
    [InlineData("-30s", "2026-03-01T02:59:30Z")]
    public void A_time_is_read_in_any_form_that_people_write(string text, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            Instant.Parse(text, Now)
        );

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-m")]
    [InlineData("--5m")]
    [InlineData("5m")]
    [InlineData("24:00")]
    [InlineData("-1e9d")]
    public void What_is_no_time_is_none(string text) => Assert.Null(Instant.Parse(text, Now));
}
