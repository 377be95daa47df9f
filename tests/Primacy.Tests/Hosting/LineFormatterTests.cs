using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Primacy.Hosting;
using Xunit;

namespace Primacy.Tests.Hosting;

public sealed class LineFormatterTests
{
    static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 22, 3, 4, 5, 678, TimeSpan.Zero));

    [Fact]
    public void A_line_is_one_line_that_hides_nothing_and_has_an_end()
    {
        var entry = new LogEntry<string>(
            LogLevel.Error,
            "",
            new EventId(1),
            Hostile.Of(10_000_000),
            null,
            (state, _) => state
        );
        using var written = new StringWriter();

        new LineFormatter(Time, isForSystemd: true, isColoured: false).Write(in entry, null, written);

        Assert.InRange(written.ToString().Length, 1000, 8100);
        Assert.Equal(1, written.ToString().Count(c => c is '\n'));
        Assert.DoesNotContain($"{written}", Hostile.IsHidden);
    }

    [Theory]
    [InlineData(false, false, "2026-11-22T03:04:05.678Z warning orders: two primaries\n")]
    [InlineData(true, false, "<4>orders: two primaries\n")]
    [InlineData(false, true, "2026-11-22T03:04:05.678Z \e[33mwarning\e[0m orders: two primaries\n")]
    public void A_line_says_when_how_grave_and_what(bool isForSystemd, bool isColoured, string expected)
    {
        var entry = new LogEntry<string>(
            LogLevel.Warning,
            "Primacy.Watching.ClusterWatcher",
            new EventId(1_857_926_254),
            "orders: two primaries",
            null,
            (state, _) => state
        );
        using var written = new StringWriter();

        new LineFormatter(Time, isForSystemd, isColoured).Write(in entry, null, written);

        Assert.Equal(expected, written.ToString());
    }
}
