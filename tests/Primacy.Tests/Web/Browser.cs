using Microsoft.Playwright;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>Debian's Chromium, started once for all tests of the page.</summary>
public sealed class Browser : IAsyncLifetime
{
    const string Chromium = "/usr/bin/chromium";

    /// <summary>A machine may have much else to do, for which the usual five seconds are too few.</summary>
    const float PatienceMilliseconds = 60_000;

    IPlaywright? _playwright;
    IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Chromium,
                Headless = true,
                Timeout = 2 * PatienceMilliseconds,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page with a profile of its own. Where every test must run, no browser is a failure.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="javaScript">Whether scripts run.</param>
    /// <param name="scheme">Whether the reader likes it light or dark.</param>
    /// <param name="login">What is typed where a name and a password are asked for.</param>
    public async Task<IPage> Open(
        string url,
        bool javaScript = true,
        ColorScheme scheme = ColorScheme.Light,
        HttpCredentials? login = null
    )
    {
        var mustRun = Environment.GetEnvironmentVariable("PRIMACY_TEST_ALL") == "1";
        Assert.SkipUnless(mustRun || _browser is not null, $"{Chromium} is not installed (Debian: chromium)");
        Assert.True(_browser is not null, $"{Chromium} is not installed, and every test must run");
        var context = await _browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                JavaScriptEnabled = javaScript,
                ColorScheme = scheme,
                HttpCredentials = login,
                ViewportSize = new ViewportSize { Width = 1180, Height = 900 },
            }
        );
        context.SetDefaultTimeout(PatienceMilliseconds);
        var page = await context.NewPageAsync();
        await page.GotoAsync(url);
        return page;
    }
}
