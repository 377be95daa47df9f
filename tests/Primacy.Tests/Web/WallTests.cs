using System.Collections.Concurrent;
using Microsoft.Playwright;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web;

/// <summary>The wall in a real browser.</summary>
public sealed class WallTests(Browser browser) : IClassFixture<Browser>
{
    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_second_primary_appears_without_a_reload()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator(".calm li")).ToHaveTextAsync("orders");
        await page.EvaluateAsync("window.isTheSamePage = true");

        server.Feed.Publish(Snapshots.Split(at: Now));

        await Expect(page.Locator("article .badge.now")).ToContainTextAsync("Multiple primaries");
        await Expect(page.Locator("article .fork .name")).ToHaveTextAsync(["db1", "db2"]);
        await Expect(page.Locator("article .verdict")).ToContainTextAsync("db1 and db2 both accept writes");
        await Expect(page.Locator(".calm li")).ToHaveCountAsync(0);
        await Expect(page.Locator("#tally")).ToHaveTextAsync("1 of 1 cluster not healthy");
        await Expect(page.Locator("#news")).ToContainTextAsync("orders: Multiple primaries");
        await Expect(page).ToHaveTitleAsync("(1) Primacy");
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSamePage"));

        server.Feed.Publish(Snapshots.Healthy(at: Now));
        await Expect(page.Locator("#news")).ToHaveTextAsync("orders: Healthy.");
        await Expect(page.Locator("article")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1180, ColorScheme.Light)]
    [InlineData(1180, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(2560, ColorScheme.Light)]
    public async Task What_is_broken_comes_first_and_large_and_everybody_can_read_it(int width, ColorScheme scheme)
    {
        await using var server = await WebServer.Start(null, "later");
        server.Watched.AddRange(Crowds.Clusters(300));
        foreach (var cluster in Crowds.Clusters(300))
            server.Feed.Publish(Snapshots.Healthy(cluster.Name, Now));
        server.Feed.Publish(Undecided());
        server.Feed.Publish(Proofs.Split("proven", Now));
        server.Feed.Publish(Troubled());
        server.Feed.Publish(Snapshots.Healthy("stale", Now.AddMinutes(-5)));
        var page = await browser.Open(server.Url, scheme: scheme);
        await page.SetViewportSizeAsync(width, 900);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");

        await Expect(page.Locator("article h2")).ToHaveTextAsync(["proven", "undecided", "shop", "stale"]);
        await Expect(page.Locator("#proven .advice .good dt")).ToHaveTextAsync("Keep db2");
        await Expect(page.Locator("#undecided .advice")).ToContainTextAsync("Which to keep is undecidable");
        await Expect(page.Locator("#shop .fault")).ToContainTextAsync("The disk is full.");
        await Expect(page.Locator("#stale .badge.now")).ToBeHiddenAsync();
        await Expect(page.Locator("#stale .old-note")).ToContainTextAsync("5 min");
        await Expect(page.Locator(".calm li").First).ToHaveTextAsync("later ?");
        await Expect(page.Locator(".turn h2")).ToHaveTextAsync("300 healthy, 1 not looked at yet");
        await Expect(page.Locator("#tally")).ToHaveTextAsync("5 of 305 clusters not healthy");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Axe.Accept(page);
        await Axe.Show(page, $"wall-{width}-{scheme}");
    }

    [Fact]
    public async Task Two_thousand_clusters_are_searched_by_name_and_label_while_one_types()
    {
        await using var server = await WebServer.Start();
        Crowds.Fill(server, 2000);
        server.Feed.Publish(Snapshots.Split("cluster-0007", Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator(".turn h2")).ToContainTextAsync("1999 healthy; 1 to ");

        await page.GetByLabel("Search clusters").FillAsync("env=prod r-012");
        await Expect(page.Locator(".turn h2")).ToHaveTextAsync("5 healthy");
        await Expect(page.Locator(".calm li").First).ToHaveTextAsync("cluster-0120");
        await Expect(page.Locator(".more").First).ToHaveTextAsync("5 of 2000 clusters fit the search.");
        await Expect(page.Locator("[data-piece=more]")).ToContainTextAsync("1 in trouble does not fit it.");
        await Expect(page.Locator("article")).ToHaveCountAsync(0);
        Assert.EndsWith("/?q=env%3Dprod+r-012", page.Url, StringComparison.Ordinal);

        await page.GetByLabel("Search clusters").FillAsync("");
        await Expect(page.Locator("article h2")).ToHaveTextAsync("cluster-0007");
        await page.GetByRole(AriaRole.Link, new() { Name = "next" }).ClickAsync();
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator(".calm li").First).Not.ToHaveTextAsync("cluster-0000");
        await Expect(page.Locator("article h2")).ToHaveTextAsync("cluster-0007");
    }

    [Fact]
    public async Task Without_JavaScript_it_is_searched_shows_the_same_and_renews_itself()
    {
        await using var server = await WebServer.Start();
        Crowds.Fill(server, 300);
        var page = await browser.Open(server.Url, javaScript: false);
        await page.GetByLabel("Search clusters").FillAsync("cluster-0042");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page.Locator(".calm li")).ToHaveTextAsync("cluster-0042");

        server.Feed.Publish(Snapshots.Split("cluster-0042", Now));
        await Expect(page.Locator("article .badge.now")).ToContainTextAsync("Multiple primaries");
        await Expect(page.GetByLabel("Search clusters")).ToHaveValueAsync("cluster-0042");
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_nothing_is_called_healthy_any_more()
    {
        await using var server = await WebServer.Start(null, "orders", "stock");
        server.Feed.Publish(Snapshots.Split(at: Now));
        server.Feed.Publish(Snapshots.Healthy("stock", Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator("#lost")).ToBeHiddenAsync();

        await server.Stop();

        await Expect(page.Locator("#lost")).ToContainTextAsync("Not live since");
        await Expect(page.Locator("article .badge.now")).ToBeHiddenAsync();
        await Expect(page.Locator("article .badge.then")).ToHaveTextAsync("? Unknown now; was: Multiple primaries");
        await Expect(page.Locator("#tally")).ToBeHiddenAsync();
        await Expect(page.Locator(".turn h2")).ToBeHiddenAsync();
        await Expect(page).ToHaveTitleAsync("(?) Primacy");
        await Axe.Show(page, "wall-lost");
    }

    [Fact]
    public async Task A_cluster_that_is_watched_no_longer_leaves_the_wall_and_a_new_one_finds_its_place()
    {
        await using var server = await WebServer.Start(null, "a", "c");
        server.Feed.Publish(Snapshots.Healthy("a", Now));
        server.Feed.Publish(Snapshots.Healthy("c", Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator(".calm li")).ToHaveTextAsync(["a", "c"]);

        server.Watched.Clear();
        server.Feed.Remove("a");
        server.Feed.Publish(Snapshots.Healthy("b", Now));
        await Expect(page.Locator(".calm li")).ToHaveTextAsync(["b", "c"]);
    }

    [Fact]
    public async Task The_gravest_cluster_comes_first_also_when_that_changes()
    {
        await using var server = await WebServer.Start(null, "shop", "z");
        server.Feed.Publish(Troubled());
        server.Feed.Publish(Snapshots.Healthy("z", Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("article h2")).ToHaveTextAsync(["shop"]);

        server.Feed.Publish(Snapshots.Split("z", Now));
        await Expect(page.Locator("article h2")).ToHaveTextAsync(["z", "shop"]);
        await page.ReloadAsync();
        await Expect(page.Locator("article h2")).ToHaveTextAsync(["z", "shop"]);
        server.Feed.Publish(Snapshots.Healthy("z", Now));
        await Expect(page.Locator("article h2")).ToHaveTextAsync(["shop"]);
    }

    [Fact]
    public async Task Nothing_is_fetched_from_elsewhere_and_no_policy_is_broken()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Split(at: Now));
        foreach (var path in (string[])["", "clusters/orders", "silences"])
        {
            var page = await browser.Open("about:blank");
            var (requests, complaints) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
            page.Request += (_, request) => requests.Enqueue(request.Url);
            page.Console += (_, message) => complaints.Enqueue(message.Text);
            page.PageError += (_, error) => complaints.Enqueue(error);
            await page.GotoAsync(server.Url + path);
            if (path != "silences")
                await Expect(page.Locator("#live")).ToHaveTextAsync("live");

            Assert.All(requests, url => Assert.StartsWith(server.Url, url, StringComparison.Ordinal));
            Assert.Empty(complaints);
        }
    }

    /// <summary>Two of two members, and both have clients.</summary>
    static ClusterSnapshot Undecided() =>
        Snapshots.Of(
            "undecided",
            Now,
            ("db1", Snapshots.Primary(1, "0/3000548") with { Clients = 3 }),
            ("db2", Snapshots.Primary(2, "0/3000180") with { Clients = 12 })
        );

    static ClusterSnapshot Troubled() =>
        Snapshots.From(
            "shop",
            Now,
            ("db1", Snapshots.Failed(ProbeFailure.TimedOut)),
            ("db2", Snapshots.Failed(ProbeFailure.Refused, "Connection refused")),
            ("db3", Snapshots.Answered(Snapshots.Standby("db9")))
        ) with
        {
            JournalFault = "The disk is full.",
        };
}
