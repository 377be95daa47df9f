using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Primacy.Hosting;
using Xunit;

namespace Primacy.Tests.Hosting;

public sealed class LineFormatterTests
{
    static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 22, 3, 4, 5, 678, TimeSpan.Zero));

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
