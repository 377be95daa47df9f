using Primacy.Tests.Web;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Cli;

/// <summary>What servers say moves no cursor and fills no terminal, whichever verb shows it.</summary>
public sealed class HostileTerminalTests
{
    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Of_a_single_look() =>
        AssertHarmless(await Run.Of(["check", "--name", "orders", "host=db1"], Look(100_000)));

    [Theory]
    [InlineData("status")]
    [InlineData("top --once")]
    [InlineData("incidents")]
    [InlineData("explain orders")]
    public async Task Of_the_service(string call)
    {
        await using var server = await WebServer.Start(null, "orders");
        var look = Look(100_000);
        server.Feed.Publish(look);
        server.History = [.. look.Incidents];

        var run = await Run.Of([.. call.Split(' '), "--url", server.Url]);

        AssertHarmless(run);
    }

    static ClusterSnapshot Look(int length) => Hostile.Everywhere(Hostile.Of(length), Now);

    static void AssertHarmless(Run run)
    {
        Assert.Contains("script", run.Out + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Out + run.Error, Hostile.IsHidden);
        Assert.InRange(run.Out.Length + run.Error.Length, 1, 100_000);
    }
}
