using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Analysis;
using Primacy.Tests.Storage;
using Primacy.Tests.Storytelling;
using Primacy.Tests.Web;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Cli;

/// <summary>The story of an incident at the command line, from the real endpoints.</summary>
public sealed class IncidentsShowTests
{
    [Fact]
    public async Task A_story_is_told_as_text_as_markdown_and_as_json()
    {
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders");
        var key = new SplitNight(server.Journal, time).Live().Key;

        var text = await Run.Of(["incidents", "show", key, "--url", server.Url]);
        var markdown = await Run.Of(["incidents", "show", key, "--url", server.Url, "-o", "markdown"]);
        var json = await Run.Of(["incidents", "show", key, "--url", server.Url, "--output=json"]);

        Assert.Equal((0, ""), (text.Exit, text.Error));
        Golden.Verify("incidents-show", text.Out);
        Assert.StartsWith("# orders: multiple-primaries\n", markdown.Out, StringComparison.Ordinal);
        Golden.Verify("incidents-show-json", json.Out);
    }

    [Fact]
    public async Task The_name_of_a_cluster_means_what_is_gravest_of_what_is_open()
    {
        var time = new FakeTimeProvider(Stories.Start);
        await using var server = await WebServer.Start(time, "orders");
        var split = Stories.Firing("orders");
        var later = Stories.Firing("orders", 1);
        var warning = later with
        {
            Key = "orders/manager-disagrees/1",
            Verdict = later.Verdict with { Code = VerdictCode.ManagerDisagrees },
        };
        server.Journal.Append(
            "orders",
            ClusterMemory.Empty,
            [split, warning],
            [Stories.Fired(split), Stories.Fired(warning)]
        );

        var named = await Run.Of(["incidents", "show", "orders", "--url", server.Url, "-o", "json"]);

        using var story = JsonDocument.Parse(named.Out);
        Assert.Equal(split.Key, story.RootElement.GetProperty("incident").Text("key"));
    }

    [Fact]
    public async Task The_name_of_a_cluster_means_its_newest_incident_when_none_is_open()
    {
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders", "stock");
        new SplitNight(server.Journal, time, "orders").Live();

        var named = await Run.Of(["incidents", "show", "orders", "--url", server.Url, "-o", "json"]);
        var none = await Run.Of(["incidents", "show", "stock", "--url", server.Url]);
        var unknown = await Run.Of(["incidents", "show", "orders/none/1", "--url", server.Url]);

        using var story = JsonDocument.Parse(named.Out);
        Assert.Equal("orders", story.RootElement.GetProperty("incident").Text("cluster"));
        Assert.Equal((1, "primacy: no incident of a cluster 'stock' is kept\n"), (none.Exit, none.Error));
        Assert.Equal(1, unknown.Exit);
        Assert.Contains("There is no incident 'orders/none/1'", unknown.Error, StringComparison.Ordinal);
    }
}
