using Microsoft.Playwright;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Topology;
using Primacy.Watching;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web;

/// <summary>The page of one cluster in a real browser.</summary>
public sealed class ClusterPageTests(Browser browser) : IClassFixture<Browser>
{
    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(1180, ColorScheme.Light)]
    [InlineData(1180, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(2560, ColorScheme.Dark)]
    public async Task A_split_shows_the_fork_both_claimants_what_to_do_and_what_was_before(
        int width,
        ColorScheme scheme
    )
    {
        await using var server = await Split();
        var page = await browser.Open($"{server.Url}clusters/orders", scheme: scheme);
        await page.SetViewportSizeAsync(width, 900);
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");

        await Expect(page.Locator(".badge.now")).ToContainTextAsync("Multiple primaries");
        await Expect(page.Locator(".advice .good dt")).ToHaveTextAsync("Keep db2");
        await Expect(page.Locator(".advice .grave")).ToContainTextAsync("Without db1 would be lost");
        await Expect(page.Locator(".advice")).ToContainTextAsync("primacy plan shows what would");
        var fork = page.GetByRole(AriaRole.Img, new() { Name = "The primaries of orders and where they parted" });
        await Expect(fork).ToContainTextAsync("up to 0/3000148");
        var topology = page.GetByRole(AriaRole.Img, new() { Name = "Who follows whom in orders" });
        await Expect(topology.Locator(".keep .name")).ToHaveTextAsync("db2");
        await Expect(topology.Locator(".goes .name")).ToHaveTextAsync("db1");
        await Expect(topology.Locator(".cut title")).ToHaveCountAsync(2);
        await Expect(page.Locator("#roles .together")).ToHaveCountAsync(1);
        await Expect(page.Locator("#roles .switched")).ToHaveTextAsync(["2", "2"]);
        await Expect(page.Locator("#claims .contradicts")).ToHaveCountAsync(1);
        await Expect(page.Locator(".deliveries .doubtful")).ToContainTextAsync("tried 3 times in vain");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Axe.Accept(page);
        await Axe.Show(page, $"cluster-{width}-{scheme}");
    }

    [Fact]
    public async Task A_split_appears_and_goes_without_a_reload_and_a_reload_in_the_middle_loses_nothing()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Snapshots.Healthy(at: Now));
        var page = await browser.Open($"{server.Url}clusters/orders");
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await page.EvaluateAsync("window.isTheSamePage = true");

        server.Feed.Publish(Snapshots.Split(at: Now));
        await Expect(page.Locator(".badge.now")).ToContainTextAsync("Multiple primaries");
        await Expect(page.Locator("#news")).ToContainTextAsync("orders: Multiple primaries");
        await Expect(page.Locator("[data-piece=fork]")).ToBeVisibleAsync();
        await Expect(page.Locator("tr.primary")).ToHaveCountAsync(2);
        // What is grave is unfolded, though what stood in its place was folded.
        await Expect(page.Locator("[data-keep=follows-0][open]")).ToHaveCountAsync(1);
        await Expect(page).ToHaveTitleAsync("✖ orders: Multiple primaries - Primacy");
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSamePage"));
        var order = await Pieces(page);

        await page.ReloadAsync();
        Assert.Equal(order, await Pieces(page));
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        server.Feed.Publish(Snapshots.Healthy(at: Now));
        await Expect(page.Locator(".badge.now")).ToContainTextAsync("Healthy");
        await Expect(page.Locator("[data-piece=fork]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_unfolded_stays_so_when_the_next_look_comes()
    {
        await using var server = await WebServer.Start(null, "orders");
        server.Feed.Publish(Proofs.Split(at: Now));
        var page = await browser.Open($"{server.Url}clusters/orders");
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
    public async Task Without_JavaScript_it_shows_the_same_and_renews_itself()
    {
        await using var server = await Split();
        var page = await browser.Open($"{server.Url}clusters/orders", javaScript: false);
        await Expect(page.Locator(".since span")).ToContainTextAsync(" s");
        Assert.Equal(
            ["verdict", "plan", "fork", "topology", "roles", "instances", "claims", "incidents", "evidence"],
            await page.Locator("[data-piece]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.piece)")
        );
        await page.GetByRole(AriaRole.Link, new() { Name = "1 h", Exact = true }).ClickAsync();
        await Expect(page.Locator("#roles h2")).ToHaveTextAsync("Roles of the last hour");

        server.Feed.Publish(Snapshots.Healthy(at: Now));
        await Expect(page.Locator(".badge.now")).ToContainTextAsync("Healthy");
    }

    [Fact]
    public async Task With_the_service_gone_nothing_is_called_so_any_more()
    {
        await using var server = await Split();
        var page = await browser.Open($"{server.Url}clusters/orders");
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");

        await server.Stop();

        await Expect(page.Locator("#lost")).ToContainTextAsync("Not live since");
        await Expect(page.Locator(".badge.now")).ToBeHiddenAsync();
        await Expect(page.Locator(".badge.then")).ToHaveTextAsync("? Unknown now; was: Multiple primaries");
        await Axe.Show(page, "cluster-lost");
    }

    [Theory]
    [InlineData("/clusters/none")]
    [InlineData("/clusters/none/events")]
    public async Task A_cluster_that_is_not_there_is_not_found(string path)
    {
        await using var server = await WebServer.Start(null, "orders");
        using var answer = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_cluster_that_was_not_looked_at_yet_has_a_page_that_says_so()
    {
        await using var server = await WebServer.Start(null, "later");
        var page = await browser.Open($"{server.Url}clusters/later");

        await Expect(page.Locator(".badge.now")).ToContainTextAsync("Not looked at yet");
        await Axe.Accept(page);
        server.Feed.Publish(Snapshots.Healthy("later", Now));
        await Expect(page.Locator(".badge.now")).ToContainTextAsync("Healthy");
    }

    static Task<string[]> Pieces(IPage page) =>
        page.Locator("[data-piece]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.piece)");

    /// <summary>A split after hours of quiet, in which the watcher was once not there.</summary>
    static async Task<WebServer> Split()
    {
        var server = await WebServer.Start(null, "orders");
        var split = Proofs.Split(at: Now);
        server.History = [.. split.Incidents];
        server.Roles = [.. Past(split)];
        server.Deliveries = [.. Told(split.Incidents[0])];
        server.Feed.Publish(split);
        return server;
    }

    static IEnumerable<RoleLook> Past(ClusterSnapshot split)
    {
        for (var at = Now.AddHours(-5); at < Now; at = at.AddSeconds(30))
        {
            var hours = (Now - at).TotalHours;
            if (hours is > 3 and < 3.4)
                continue;
            if (hours < 0.5)
            {
                yield return RoleLook.Of(split.View) with
                {
                    At = at,
                };
                continue;
            }
            yield return new RoleLook(
                at,
                [
                    new(new("db1"), SeenAs.Primary, new Timeline(1)),
                    new(new("db2"), hours is > 1.5 and < 1.7 ? SeenAs.Down : SeenAs.Standby, new Timeline(1)),
                    new(new("db3"), SeenAs.Standby, new Timeline(1)),
                    new(new("db4"), SeenAs.Standby, new Timeline(1)),
                ]
            );
        }
    }

    static IEnumerable<DeliveryRecord> Told(Incident incident) =>
        [
            Record(incident, "on-call", null) with
            {
                Attempts = 3,
                Fault = "answered 503 Service Unavailable",
                NextAttempt = Now.AddSeconds(20),
            },
            Record(incident, "chat", true),
            Record(incident, "archive", false) with
            {
                Fault = "no route to host",
            },
        ];

    static DeliveryRecord Record(Incident incident, string receiver, bool? delivered) =>
        new()
        {
            Id = 1,
            Cluster = incident.Cluster,
            Incident = incident.Key,
            Kind = IncidentEventKind.Fired,
            Receiver = receiver,
            CreatedAt = incident.Since,
            Attempts = 1,
            Fault = null,
            NextAttempt = null,
            IsDelivered = delivered,
            SettledAt = delivered is null ? null : Now,
        };
}
