using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Primacy.Incidents;
using Primacy.Tests.Storage;
using Primacy.Tests.Storytelling;
using Primacy.Topology;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web;

/// <summary>The pages about incidents in a real browser.</summary>
public sealed class StoryPageTests(Browser browser) : IClassFixture<Browser>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1180, ColorScheme.Light)]
    [InlineData(1180, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public async Task A_story_is_read_minute_by_minute_and_replayed(int width, ColorScheme scheme)
    {
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders");
        var key = Live(server, time, "orders");
        var page = await browser.Open($"{server.Url}incidents/{key}", scheme: scheme);
        await page.SetViewportSizeAsync(width, 900);

        await Expect(page.Locator("h1")).ToHaveTextAsync("orders: Multiple primaries");
        await Expect(page.Locator(".badge")).ToContainTextAsync("over, partition");
        await Expect(page.Locator(".minute h3")).ToHaveTextAsync(["2026-03-01 03:00 UTC", "03:01 UTC", "03:02 UTC"]);
        await Expect(page.Locator(".moment.grave").First).ToContainTextAsync("db2 accepts writes now");
        await Expect(page.Locator("#story-page")).ToContainTextAsync("anna acknowledged it: I stop db1.");
        await Expect(page.Locator(".sides .critical")).ToContainTextAsync("17.0 KiB of WAL");
        await AssertGoodAsync(page, $"story-{width}-{scheme}");

        await page.GetByRole(AriaRole.Link, new() { Name = "03:00:03.000" }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("orders, as it was known then");
        await Expect(page.Locator("time")).ToHaveTextAsync("2026-03-01 03:00:03.000 UTC");
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Keep db2: Patroni");
        await AssertGoodAsync(page, $"then-{width}-{scheme}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Earlier look" }).ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Keep db1: 2 of 3");
        await page.GetByRole(AriaRole.Link, new() { Name = "Later look" }).ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Keep db2: Patroni");
        await page.GetByRole(AriaRole.Link, new() { Name = "The incident" }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{server.Url}incidents/{key}");
    }

    [Fact]
    public async Task Reports_are_downloaded_as_markdown_and_as_json()
    {
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders");
        var key = Live(server, time, "orders");
        var page = await browser.Open($"{server.Url}incidents/{key}", javaScript: false);

        var markdown = await DownloadAsync(page, "Markdown");
        var json = await DownloadAsync(page, "JSON");

        Assert.Equal("orders-multiple-primaries-20260301T030002.000Z.md", markdown.Name);
        Assert.StartsWith("# orders: multiple-primaries\n", markdown.Text, StringComparison.Ordinal);
        Assert.Equal("orders-multiple-primaries-20260301T030002.000Z.json", json.Name);
        using var report = JsonDocument.Parse(json.Text);
        Assert.Equal(key, report.RootElement.GetProperty("incident").Text("key"));
        Assert.Contains(
            report.RootElement.GetProperty("moments").EnumerateArray(),
            one => one.Text("kind") == "act" && one.Text("text") == "anna acknowledged it: I stop db1."
        );
    }

    [Fact]
    public async Task The_story_of_an_open_incident_grows_on_the_page_and_the_page_says_when_nobody_answers()
    {
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders");
        var night = new SplitNight(server.Journal, time);
        night.Break();
        var page = await browser.Open($"{server.Url}incidents/{night.Key}");
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await Expect(page.Locator(".badge")).ToContainTextAsync("firing, partition");

        night.Heal();
        await Expect(page.Locator(".badge")).ToContainTextAsync("over, partition");
        await Expect(page.Locator("#story-page")).ToContainTextAsync("Resolved: it is seen to be over.");

        var other = new SplitNight(server.Journal, time, "stock");
        other.Break();
        await page.GotoAsync($"{server.Url}incidents/{other.Key}");
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        await server.Stop();
        await Expect(page.Locator("#lost")).ToContainTextAsync("Primacy does not answer");
        await Expect(page.Locator(".badge")).ToContainTextAsync("firing, partition");
    }

    [Fact]
    public async Task Incidents_are_listed_by_cluster_and_state_and_paged()
    {
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders", "stock");
        Live(server, time, "orders");
        new SplitNight(server.Journal, time, "stock").Break();
        foreach (var over in Enumerable.Range(1, 59).Select(i => Stories.Firing("billing", i)))
            server.Journal.Append("billing", ClusterMemory.Empty, [], [Stories.Fired(over), Ended(over)]);
        var page = await browser.Open($"{server.Url}incidents");

        await Expect(page.Locator(".entry")).ToHaveCountAsync(50);
        await AssertGoodAsync(page, "incidents");
        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        var all = server.Journal.Incidents(includeResolved: true, limit: 999).Count;
        await Expect(page.Locator(".entry")).ToHaveCountAsync(all - 50);
        await page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).ClickAsync();
        await page.GetByLabel("Cluster").SelectOptionAsync("stock");
        await page.GetByLabel("State").SelectOptionAsync("firing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Locator(".entry")).ToHaveCountAsync(1);
        await Expect(page.GetByLabel("State")).ToHaveValueAsync("firing");
        await page.SetViewportSizeAsync(360, 800);
        await AssertGoodAsync(page, "incidents-360");
        Assert.Equal(404, (await page.GotoAsync($"{server.Url}incidents/orders/none/1"))!.Status);
        Assert.Equal(400, (await page.GotoAsync($"{server.Url}incidents?state=bad"))!.Status);
        Assert.Equal(404, (await page.GotoAsync($"{server.Url}clusters/none/then?at=-1m"))!.Status);
        Assert.Equal(400, (await page.GotoAsync($"{server.Url}clusters/orders/then?at=soon"))!.Status);
    }

    [Fact]
    public async Task A_long_story_comes_in_parts_that_are_each_below_100_KB()
    {
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders");
        var night = new SplitNight(server.Journal, time);
        night.Break();
        for (var second = 41; second < 700; second++)
            night.Flap(second);
        var page = await browser.Open($"{server.Url}incidents/{night.Key}", javaScript: false);

        var parts = 1;
        for (; await page.GetByRole(AriaRole.Link, new() { Name = "Later" }).CountAsync() > 0; parts++)
        {
            Assert.InRange((await page.ContentAsync()).Length, 10_000, 100_000);
            await page.GetByRole(AriaRole.Link, new() { Name = "Later" }).ClickAsync();
            await Expect(page.Locator(".parts span")).ToContainTextAsync($"Part {parts + 1} of");
        }
        Assert.InRange(parts, 3, 30);
        await Expect(page.Locator(".parts span")).ToHaveTextAsync($"Part {parts} of {parts}");
    }

    [Fact]
    public async Task Names_from_outside_run_nothing()
    {
        const string Evil =
            "<script>window.hacked = true</script><img src=x onerror=\"window.hacked = true\">\u202e\u2066\u200b\u0085";
        var time = new FakeTimeProvider(SplitNight.Start);
        await using var server = await WebServer.Start(time, "orders");
        var night = new SplitNight(server.Journal, time) { First = Evil };
        night.Break();
        var page = await browser.Open($"{server.Url}incidents/{night.Key}");

        foreach (var path in (string[])[$"incidents/{night.Key}", "incidents", "clusters/orders/then?at=03:00:03"])
        {
            await page.GotoAsync($"{server.Url}{path}");
            await Expect(page.Locator("main")).ToContainTextAsync("<script>window.hacked = true</script>");
            var html = await server.Client.GetStringAsync(path, Cancellation);
            Assert.DoesNotContain(html, Hostile.IsHidden);
            Assert.False(await page.EvaluateAsync<bool>("!!window.hacked"), path);
            Assert.Equal(0, await page.Locator("main img").CountAsync());
        }
    }

    static string Live(WebServer server, FakeTimeProvider time, string cluster) =>
        new SplitNight(server.Journal, time, cluster).Live().Key;

    static IncidentEvent Ended(Incident firing) => Stories.Ended(Stories.Resolved(firing));

    static async Task<(string Name, string Text)> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync()
        );
        await using var file = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(file);
        return (download.SuggestedFilename, await reader.ReadToEndAsync(Cancellation));
    }

    /// <summary>Everybody can use it, it is light, and what is too wide scrolls within its own place.</summary>
    static async Task AssertGoodAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PRIMACY_TEST_PICTURES") is { Length: > 0 } directory)
            await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), name);
        var html = await page.ContentAsync();
        Assert.InRange(html.Length, 1_000, 100_000);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        var result = await page.RunAxe();
        Assert.Empty(
            result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(", ", v.Nodes.Select(n => n.Html))}")
        );
    }
}
