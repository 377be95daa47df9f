using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>What every page is held against.</summary>
static class Axe
{
    /// <summary>People who see little or nothing can use it.</summary>
    public static async Task Accept(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(
            result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(", ", v.Nodes.Select(n => n.Html))}")
        );
    }

    /// <summary>Leaves a picture where one is asked for, to be looked at by a person.</summary>
    public static async Task Show(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PRIMACY_TEST_PICTURES") is { } directory)
            await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
    }
}
