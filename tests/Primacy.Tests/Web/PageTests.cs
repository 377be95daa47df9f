using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_second_primary_appears_without_a_reload()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator("article .badge.now")).ToContainTextAsync("Healthy");
        await page.EvaluateAsync("window.isTheSamePage = true");

        server.Feed.Publish(Snapshots.Split(at: Now));

        await Expect(page.Locator("article .badge.now")).ToContainTextAsync("Multiple primaries");
        await Expect(page.Locator("tr.primary")).ToHaveCountAsync(2);
        await Expect(page.Locator("article .verdict")).ToContainTextAsync("db1 and db2 both accept writes");
        await Expect(page.Locator("#tally")).ToHaveTextAsync("1 of 1 cluster not healthy");
        await Expect(page.Locator("#news")).ToContainTextAsync("orders: Multiple primaries");
        await Expect(page).ToHaveTitleAsync("(1) Primacy");
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSamePage"));
        await Show(page, "split");
    }

    [Fact]
    public async Task Who_follows_whom_is_a_tree_and_the_one_to_keep_is_marked()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Split(at: Now));
        var page = await browser.Open(server.Url);

        await Expect(page.Locator("tbody th")).ToContainTextAsync(["db1", "db2", "db3"]);
        await Expect(page.Locator("th.depth-1")).ToContainTextAsync("db3");
        await Expect(page.Locator("th.depth-1")).ToContainTextAsync("follows db2");
        await Expect(page.Locator("tr", new() { HasText = "should go" }).Locator("th")).ToHaveTextAsync("db1");
        await Expect(page.Locator("tr", new() { HasText = "keep" }).Locator("th")).ToHaveTextAsync("db2");
    }

    [Theory]
    [InlineData(1100, ColorScheme.Light)]
    [InlineData(1100, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task A_split_is_drawn_with_its_fork_and_explained(int width, ColorScheme scheme)
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Proofs.Split(at: Now));
        var page = await browser.Open(server.Url, scheme: scheme);
        await page.SetViewportSizeAsync(width, 900);

        var drawing = page.GetByRole(AriaRole.Img, new() { Name = "The primaries of orders and where they parted" });
        await Expect(drawing).ToBeVisibleAsync();
        await Expect(drawing).ToContainTextAsync("up to 0/3000148");
        await Expect(drawing.Locator("text.quiet")).ToContainTextAsync(["1.0 KiB of WAL past the fork"]);
        await Expect(drawing.Locator("g.keep .name")).ToHaveTextAsync("db2");
        Assert.Equal(2, await drawing.Locator("path").CountAsync());
        // What is too wide scrolls within its own place and never moves the page.
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Expect(page.Locator("[data-keep=follows]")).ToContainTextAsync("multiple-primaries");
        await Expect(page.Locator("[data-keep=missing]")).ToContainTextAsync("An answer of db4");
        await Show(page, $"fork-{width}-{scheme}");
    }

    [Fact]
    public async Task What_was_unfolded_stays_so_when_the_next_look_comes()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Proofs.Split(at: Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await page.Locator("[data-keep=seen] > summary").ClickAsync();
        await page.Locator("[data-keep=seen-1] > summary").ClickAsync();
        await page.Locator("[data-keep=missing] > summary").ClickAsync();
        var looked = await page.Locator("article").GetAttributeAsync("data-looked");

        server.Feed.Publish(Proofs.Split(at: Now));

        await Expect(page.Locator("article")).Not.ToHaveAttributeAsync("data-looked", looked!);
        await Expect(page.Locator("[data-keep=seen-1] li").First).ToBeVisibleAsync();
        await Expect(page.Locator("[data-keep=seen-0] li").First).ToBeHiddenAsync();
        await Expect(page.Locator("[data-keep=missing] li").First).ToBeHiddenAsync();
        await Expect(page.Locator("[data-keep=missing] > summary")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_nothing_is_called_healthy_any_more()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator("#lost")).ToBeHiddenAsync();

        await server.Stop();

        await Expect(page.Locator("#lost")).ToContainTextAsync("Not live since");
        await Expect(page.Locator("article .badge.now")).ToBeHiddenAsync();
        await Expect(page.Locator("article .badge.then")).ToHaveTextAsync("? Unknown now; was: Healthy");
        await Expect(page.Locator("#tally")).ToBeHiddenAsync();
        await Show(page, "lost");
    }

    [Fact]
    public async Task Evidence_that_grows_old_is_not_shown_as_healthy_though_the_connection_stands()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: Now.AddMinutes(-5)));
        var page = await browser.Open(server.Url);

        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator("article .badge.now")).ToBeHiddenAsync();
        await Expect(page.Locator(".old-note")).ToBeVisibleAsync();
        await Expect(page.Locator(".looked")).ToContainTextAsync("5 min");
    }

    [Fact]
    public async Task Without_JavaScript_the_page_shows_the_same_and_renews_itself()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: Now));
        var page = await browser.Open(server.Url, javaScript: false);
        await Expect(page.Locator("article .badge.now")).ToContainTextAsync("Healthy");

        server.Feed.Publish(Snapshots.Split(at: Now));
        await Expect(page.Locator("article .badge.now"))
            .ToContainTextAsync("Multiple primaries", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task A_cluster_that_is_watched_no_longer_leaves_the_page_and_a_new_one_finds_its_place()
    {
        await using var server = await WebServer.Start(null, "a", "c");
        server.Feed.Publish(Snapshots.Healthy("a", Now));
        server.Feed.Publish(Snapshots.Healthy("c", Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("h2")).ToHaveTextAsync(["a", "c"]);

        server.Watched.Clear();
        server.Feed.Remove("a");
        server.Feed.Publish(Snapshots.Healthy("b", Now));
        await Expect(page.Locator("h2")).ToHaveTextAsync(["b", "c"]);
    }

    [Fact]
    public async Task The_gravest_cluster_comes_first_also_when_that_changes()
    {
        await using var server = await WebServer.Start(null, "a", "b", "c");
        foreach (var name in (string[])["a", "b", "c"])
            server.Feed.Publish(Snapshots.Healthy(name, Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("h2")).ToHaveTextAsync(["a", "b", "c"]);

        server.Feed.Publish(Snapshots.Split("c", Now));
        await Expect(page.Locator("h2")).ToHaveTextAsync(["c", "a", "b"]);
        await page.ReloadAsync();
        await Expect(page.Locator("h2")).ToHaveTextAsync(["c", "a", "b"]);
        server.Feed.Publish(Snapshots.Healthy("c", Now));
        await Expect(page.Locator("h2")).ToHaveTextAsync(["a", "b", "c"]);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task People_who_see_little_or_nothing_can_use_it(ColorScheme scheme)
    {
        await using var server = await WebServer.Start(null, "orders", "later");
        server.Feed.Publish(Snapshots.Split(at: Now));
        server.Feed.Publish(Troubled());
        server.Feed.Publish(Proofs.Split("proven", Now));
        server.Feed.Publish(Snapshots.Healthy("billing", Now));
        server.Feed.Publish(Snapshots.Healthy("stale", Now.AddMinutes(-5)));
        var page = await browser.Open(server.Url, scheme: scheme);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");

        var result = await page.RunAxe();
        Assert.Empty(
            result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(", ", v.Nodes.Select(n => n.Html))}")
        );
    }

    [Fact]
    public async Task Names_and_messages_from_outside_run_nothing()
    {
        const string Evil = "<script>window.hacked = true</script><img src=x onerror=\"window.hacked = true\">";
        await using var server = await WebServer.Start();
        server.Feed.Publish(Snapshots.Healthy("calm", Now));
        var page = await browser.Open(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");

        server.Feed.Publish(
            Snapshots.From(
                $"evil{Evil}",
                Now,
                ($"db1{Evil}", Snapshots.Failed(ProbeFailure.Protocol, Evil)),
                ("db2", Snapshots.Answered(Snapshots.Standby(Evil)))
            )
        );
        await Expect(page.Locator("article").First).ToContainTextAsync(Evil);
        await page.ReloadAsync();
        await Expect(page.Locator("article").First).ToContainTextAsync(Evil);
        Assert.False(await page.EvaluateAsync<bool>("window.hacked === true"));
        Assert.Equal(0, await page.Locator("main script, main img").CountAsync());
    }

    [Fact]
    public async Task Nothing_is_fetched_from_elsewhere_and_no_policy_is_broken()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Split(at: Now));
        var page = await browser.Open("about:blank");
        var (requests, complaints) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(server.Url);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");

        Assert.All(requests, url => Assert.StartsWith(server.Url, url, StringComparison.Ordinal));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Every_kind_of_trouble_has_its_words()
    {
        await using var server = await WebServer.Start(null, "shop", "later");
        server.Feed.Publish(Troubled());
        server.Feed.Publish(Snapshots.Healthy("billing", Now));
        var page = await browser.Open(server.Url, scheme: ColorScheme.Dark);

        await Expect(page.Locator("[data-cluster=later] .badge.now")).ToContainTextAsync("Not looked at yet");
        var shop = page.Locator("[data-cluster=shop]");
        await Expect(shop.Locator("tr.silent")).ToContainTextAsync(["does not answer in time", "refuses connections"]);
        await Expect(shop.Locator(".fault")).ToContainTextAsync("The disk is full.");
        await Expect(shop.Locator(".incidents li")).ToContainTextAsync(["pending"]);
        await Show(page, "troubled");
    }

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

    /// <summary>Leaves a picture where one is asked for, to be looked at by a person.</summary>
    static async Task Show(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PRIMACY_TEST_PICTURES") is { } directory)
            await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
    }
}
