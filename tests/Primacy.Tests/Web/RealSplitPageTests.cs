using System.Runtime.InteropServices;
using Microsoft.Playwright;
using Primacy.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web;

/// <summary>The pages in a real browser while real servers split.</summary>
public sealed class RealSplitPageTests(Browser browser, ServiceLab fixture)
    : IClassFixture<Browser>,
        IClassFixture<ServiceLab>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wall_turns_red_and_the_cluster_page_shows_the_fork_and_both_claimants()
    {
        using var state = new TemporaryDirectory();
        using var watcher = WatchProcess.Start(
            fixture.Lab.Password,
            fixture.Lab.Conninfo(),
            "--name",
            "orders",
            "--state",
            state.Path,
            "--listen",
            "127.0.0.1:0"
        );
        await watcher.ReadyAsync();
        var wall = await browser.Open($"{watcher.Address}");
        await Expect(wall.Locator(".calm li")).ToHaveTextAsync("orders");
        // What the page's own clock says when it turns red.
        await wall.EvaluateAsync(
            """
            new MutationObserver(() => {
                if (document.querySelector("article.critical")) window.redAt ??= Date.now();
            }).observe(document.querySelector("main"), { childList: true, subtree: true })
            """
        );
        var cluster = await browser.Open($"{watcher.Address}clusters/orders");
        await Expect(cluster.Locator("#live")).ToHaveTextAsync("live");

        await fixture.Lab.PromoteAsync(2, Cancellation);
        var promotedAt = await wall.EvaluateAsync<long>("Date.now()");
        await Expect(wall.Locator("article.critical .badge.now")).ToContainTextAsync("Multiple primaries");
        var redAt = await wall.EvaluateAsync<long>("window.redAt");
        var seenAt = long.Parse((await wall.Locator(".since span").GetAttributeAsync("data-at"))!, null);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"red {redAt - promotedAt} ms after the promotion was done, {redAt - seenAt} ms after it was seen"
        );

        await ShowsTheSplitAsync(cluster);
        await LooksGoodAsync(watcher.Address!);
        await cluster.ReloadAsync();
        await ShowsTheSplitAsync(cluster);
        await Expect(cluster.Locator("#roles .switched")).ToHaveTextAsync("2");

        watcher.Signal(PosixSignal.SIGTERM);
        await watcher.ExitAsync();
        foreach (var page in (IPage[])[wall, cluster])
        {
            await Expect(page.Locator("#lost")).ToContainTextAsync("Primacy does not answer");
            await Expect(page.Locator(".badge.now")).ToBeHiddenAsync();
        }
        await fixture.Lab.RejoinAsync(2, 1, Cancellation);
    }

    /// <summary>On a phone and on a desk, by day and by night.</summary>
    async Task LooksGoodAsync(Uri service)
    {
        foreach (var (width, height) in ((int, int)[])[(390, 844), (1280, 900)])
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            var page = await browser.Open($"{service}", scheme: scheme);
            await page.SetViewportSizeAsync(width, height);
            await LooksGoodAsync(page, $"wall-{width}-{scheme}");
            await page.GotoAsync($"{service}clusters/orders");
            await ShowsTheSplitAsync(page);
            await LooksGoodAsync(page, $"cluster-{width}-{scheme}");
            await page.Locator("#incidents a").First.ClickAsync();
            await Expect(page.Locator("h1")).ToHaveTextAsync("orders: Multiple primaries");
            await LooksGoodAsync(page, $"incident-{width}-{scheme}");
            await page.CloseAsync();
        }
    }

    static async Task LooksGoodAsync(IPage page, string name)
    {
        await Axe.Show(page, $"real-{name}");
        await Axe.Accept(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), name);
    }

    static async Task ShowsTheSplitAsync(IPage page)
    {
        await Expect(page.Locator(".badge.now")).ToContainTextAsync("Multiple primaries");
        await Expect(page.Locator("[data-piece=fork] .name")).ToHaveCountAsync(2);
        await Expect(page.Locator("tr.primary")).ToHaveCountAsync(2);
        await Expect(page.Locator("#topology .cut")).Not.ToHaveCountAsync(0);
        await Expect(page.Locator("#roles .together")).Not.ToHaveCountAsync(0);
        await Expect(page.Locator("#incidents a").First).ToHaveTextAsync("Multiple primaries");
    }
}
