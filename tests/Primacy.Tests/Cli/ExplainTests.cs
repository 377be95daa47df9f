using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Storage;
using Primacy.Tests.Storage;
using Primacy.Tests.Web;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Cli;

/// <summary>The verb against the real endpoints, and against a journal without a service.</summary>
public sealed class ExplainTests
{
    [Fact]
    public async Task A_split_is_explained_with_all_that_is_known()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Proofs.Split());

        var text = await Run.Of(["explain", "orders", "--url", server.Url]);
        var json = await Run.Of(["explain", "orders", "--url", server.Url, "-o", "json"]);

        Assert.Equal((0, ""), (text.Exit, text.Error));
        Golden.Verify("explain-split", text.Out);
        Assert.Equal((0, ""), (json.Exit, json.Error));
        Golden.Verify("explain-split-json", json.Out);
    }

    [Fact]
    public async Task A_healthy_cluster_misses_nothing()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy());

        var text = await Run.Of(["explain", "orders", "--url", server.Url]);

        Golden.Verify("explain-healthy", text.Out);
    }

    [Fact]
    public async Task At_a_time_it_shows_what_was_known_then()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy());
        server.Looks = (_, at) => new PastLook(Proofs.Step(at: at.AddMinutes(-2)).View, Stories.Start, Stories.Start);

        var then = await Run.Of(["explain", "orders", "--at", "2026-03-01T03:02:00Z", "--url", server.Url]);
        var ago = await Run.Of(["explain", "orders", "--at", "-5m", "--url", server.Url, "-o", "json"]);

        Assert.StartsWith(
            "critical - orders at 2026-03-01 03:00:00.000 UTC: multiple-primaries: ",
            then.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("\nKept 2 min before 2026-03-01 03:02:00.000 UTC: nobody ", then.Out, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(ago.Out);
        var asked = report.RootElement.GetProperty("askedFor").GetDateTimeOffset();
        Assert.InRange(TimeProvider.System.GetUtcNow() - asked, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task Where_nothing_is_known_it_says_from_when_to_when_something_is()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Looks = (_, _) => new PastLook(null, Stories.Start, Stories.Start.AddHours(1));

        var then = await Run.Of(["explain", "orders", "--at", "2026-03-01 01:00", "--url", server.Url]);
        var now = await Run.Of(["explain", "orders", "--url", server.Url]);
        var nowhere = await Run.Of(["explain", "stock", "--url", server.Url]);

        Assert.Equal(1, then.Exit);
        Assert.Equal(
            "primacy: Nothing is kept of 'orders' at 2026-03-01 01:00:00 UTC: the first look that is kept was taken at "
                + "2026-03-01 03:00:00 UTC, the last at 2026-03-01 04:00:00 UTC.\n",
            then.Error
        );
        Assert.Equal("primacy: The first look at the cluster 'orders' has not ended yet.\n", now.Error);
        Assert.StartsWith("primacy: There is no cluster 'stock'.", nowhere.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("25:00")]
    [InlineData("-5")]
    [InlineData("-5y")]
    [InlineData("-99999999999d")]
    [InlineData("2026-02-30")]
    public async Task What_is_no_time_is_told_what_one_looks_like(string at)
    {
        var run = await Run.Of(["explain", "orders", $"--at={at}"]);

        Assert.Equal(1, run.Exit);
        Assert.Contains($"not '{at}'", run.Error, StringComparison.Ordinal);
        Assert.Contains("-5m (s, m, h or d ago)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_service_the_journal_explains()
    {
        using var directory = new TemporaryDirectory();
        using (var journal = SqliteJournal.Open(directory.Path, new FakeTimeProvider(Stories.Start)))
        {
            var step = Proofs.Step();
            journal.Append("orders", ClusterMemory.Empty, [], [], step.View);
        }

        var run = await Run.Of(["explain", "orders", "--state", directory.Path, "--at", "2026-03-01T03:00:00Z"]);
        var none = await Run.Of(["explain", "stock", "--state", directory.Path]);
        var nowhere = await Run.Of(["explain", "orders", "--state", directory["none"]]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Golden.Verify("explain-split", run.Out);
        Assert.Equal((1, "primacy: No look at a cluster 'stock' is kept.\n"), (none.Exit, none.Error));
        Assert.StartsWith("primacy: There is no journal ", nowhere.Error, StringComparison.Ordinal);
    }
}
