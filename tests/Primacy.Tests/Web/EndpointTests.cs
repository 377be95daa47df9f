using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Tests.Storage;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Web;

public sealed class EndpointTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_ready_once_every_cluster_has_been_looked_at_in_full()
    {
        await using var server = await WebServer.Start(null, "orders", "billing");
        server.Feed.Publish(Snapshots.Healthy("orders"));
        server.Feed.Publish(Snapshots.Healthy("billing") with { IsComplete = false });
        var (status, text) = await Get(server, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("billing has not been looked at in full yet\n", text);

        server.Feed.Publish(Snapshots.Healthy("billing"));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await Get(server, "/readyz"));
    }

    [Fact]
    public async Task It_is_healthy_while_every_cluster_is_looked_at()
    {
        var time = new FakeTimeProvider(Snapshots.Start);
        await using var server = await WebServer.Start(time, "orders", "billing");
        server.Feed.Publish(Snapshots.Healthy("orders"));
        Assert.Equal(HttpStatusCode.OK, (await Get(server, "/healthz")).Status);

        time.Advance(TimeSpan.FromSeconds(31));
        server.Feed.Publish(Snapshots.Healthy("orders", time.GetUtcNow()));
        var (status, text) = await Get(server, "/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("billing has not been looked at for 31 s\n", text);
    }

    [Fact]
    public async Task A_cluster_with_a_long_interval_has_ten_of_them()
    {
        var time = new FakeTimeProvider(Snapshots.Start);
        await using var server = await WebServer.Start(time);
        server.Watched.Add(
            new ClusterOptions
            {
                Name = "slow",
                Instances = [],
                Interval = TimeSpan.FromSeconds(10),
            }
        );
        server.Feed.Publish(Snapshots.Healthy("slow"));
        time.Advance(TimeSpan.FromSeconds(99));
        Assert.Equal(HttpStatusCode.OK, (await Get(server, "/healthz")).Status);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Get(server, "/healthz")).Status);
    }

    [Fact]
    public async Task Clusters_are_listed_and_asked_for_by_name()
    {
        await using var server = await WebServer.Start();
        server.Feed.Publish(Snapshots.Split("orders"));
        server.Feed.Publish(Snapshots.Healthy("a b/c"));

        using var all = JsonDocument.Parse((await Get(server, "/api/v1/clusters")).Text);
        Assert.Equal(
            ["a b/c", "orders"],
            all.RootElement.EnumerateArray().Select(c => c.GetProperty("cluster").GetString())
        );
        using var one = JsonDocument.Parse((await Get(server, "/api/v1/clusters/orders")).Text);
        Assert.Equal("multiple-primaries", one.RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task An_unknown_cluster_is_an_error_that_says_where_the_known_ones_are()
    {
        await using var server = await WebServer.Start(null, "soon");

        var (status, text) = await Get(server, "/api/v1/clusters/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no cluster 'nowhere'", Error(text), StringComparison.Ordinal);
        (status, text) = await Get(server, "/api/v1/clusters/soon");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("has not ended yet", Error(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incidents_are_the_open_ones_and_on_request_all()
    {
        await using var server = await WebServer.Start();
        server.History = [Stories.Firing("orders", 2), Stories.Resolved(Stories.Firing("orders", 1))];

        Assert.Equal(["firing"], await Phases("/api/v1/incidents"));
        Assert.Equal(["firing", "resolved"], await Phases("/api/v1/incidents?all=true"));
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(server, "/api/v1/incidents?all=yes")).Status);

        async Task<string?[]> Phases(string path)
        {
            using var all = JsonDocument.Parse((await Get(server, path)).Text);
            return [.. all.RootElement.EnumerateArray().Select(incident => incident.GetProperty("phase").GetString())];
        }
    }

    [Fact]
    public async Task A_reload_says_what_is_wrong_and_pages_of_others_may_not_ask_for_one()
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens;
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", WebServer.Token);
        using var granted = await server.Client.PostAsync("/-/reload", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);

        server.ReloadErrors = ["primacy.yaml:3:5: unknown key 'intervall'"];
        using var wrong = await server.Client.PostAsync("/-/reload", null, Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(
            "primacy.yaml:3:5: unknown key 'intervall'",
            Error(await wrong.Content.ReadAsStringAsync(Cancellation))
        );

        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/-/reload");
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        using var refused = await server.Client.SendAsync(foreign, Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(2, server.Reloads);
    }

    [Fact]
    public async Task Metrics_are_served_in_the_text_format()
    {
        await using var server = await WebServer.Start();
        server.Feed.Publish(Snapshots.Split());
        using var answer = await server.Client.GetAsync("/metrics", Cancellation);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains(
            "primacy_cluster_primaries{cluster=\"orders\"} 2\n",
            await answer.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/page.js")]
    [InlineData("/api/v1/clusters")]
    [InlineData("/api/v1/clusters/none")]
    public async Task Every_reply_is_guarded(string path)
    {
        await using var server = await WebServer.Start();
        using var answer = await server.Client.GetAsync(path, Cancellation);

        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_sends_each_cluster_once_and_again_when_it_has_changed()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: TimeProvider.System.GetUtcNow()));
        await using var events = Events(server);
        Assert.Contains("1 healthy", await NextChange(events), StringComparison.Ordinal);

        // Many at once are one to an onlooker: only the newest is worth sending.
        for (var i = 0; i < 1000; i++)
            server.Feed.Publish(Snapshots.Healthy());
        server.Feed.Publish(Snapshots.Split());
        var changes = new List<string> { await NextChange(events) };
        while (!changes[^1].Contains("Multiple primaries", StringComparison.Ordinal))
            changes.Add(await NextChange(events));
        Assert.InRange(changes.Count, 1, 20);
    }

    [Fact]
    public async Task A_look_that_changes_nothing_sends_nothing_but_a_sign_of_life()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: TimeProvider.System.GetUtcNow()));
        await using var events = Events(server);
        await NextChange(events);

        for (var i = 0; i < 3; i++)
        {
            server.Feed.Publish(Snapshots.Healthy(at: TimeProvider.System.GetUtcNow()));
            Assert.True(await events.MoveNextAsync());
            Assert.Equal("tick", events.Current.EventType);
        }
    }

    [Fact]
    public async Task An_open_stream_does_not_hold_up_the_end_of_the_process()
    {
        await using var server = await WebServer.Start();
        await using var events = Events(server);
        Assert.True(await events.MoveNextAsync());

        // Kestrel would give it 30 seconds.
        await server.Stop().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        while (await events.MoveNextAsync()) { }
    }

    static IAsyncEnumerator<SseItem<string>> Events(WebServer server) => Read(server).GetAsyncEnumerator(Cancellation);

    static async IAsyncEnumerable<SseItem<string>> Read(WebServer server)
    {
        await using var stream = await server.Client.GetStreamAsync("/events", Cancellation);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(Cancellation))
            yield return item;
    }

    static async Task<string> NextChange(IAsyncEnumerator<SseItem<string>> events)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current.EventType == "change")
                return events.Current.Data;
        }
        throw new InvalidOperationException("The stream has ended.");
    }

    static async Task<(HttpStatusCode Status, string Text)> Get(WebServer server, string path)
    {
        using var answer = await server.Client.GetAsync(path, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    static string Error(string json)
    {
        using var report = JsonDocument.Parse(json);
        return report.RootElement.GetProperty("errors")[0].GetString()!;
    }
}
