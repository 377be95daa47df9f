using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web;

/// <summary>People act in a real browser, with forms and without a script.</summary>
public sealed class ActPageTests(Browser browser) : IClassFixture<Browser>
{
    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cluster_is_silenced_with_a_reason_and_the_silence_is_ended(bool javaScript)
    {
        await using var server = await Start();
        var page = await SignIn(server, javaScript);
        await page.GetByRole(AriaRole.Link, new() { Name = "Silence orders" }).ClickAsync();
        await Expect(page.GetByLabel("Cluster")).ToHaveValueAsync("orders");
        await page.GetByLabel("Verdict").SelectOptionAsync("multiple-primaries");
        await page.GetByLabel("Why, anna?").FillAsync("the <b>switch</b> is replaced");
        await page.GetByRole(AriaRole.Button, new() { Name = "Silence" }).ClickAsync();

        var row = page.Locator("tbody tr");
        await Expect(row).ToContainTextAsync("cluster=\"orders\" verdict=\"multiple-primaries\"");
        await Expect(row).ToContainTextAsync("the <b>switch</b> is replaced");
        await Show(page, $"silences-{javaScript}");
        await page.GotoAsync(server.Url);
        await Expect(page.Locator("article .muted")).ToContainTextAsync("silence by anna until");

        await page.GotoAsync($"{server.Url}silences");
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("it is done");
        await page.GetByRole(AriaRole.Button, new() { Name = "End this silence" }).ClickAsync();
        await Expect(page.Locator(".empty")).ToHaveTextAsync("Nothing is muted.");
        Assert.Equal(
            [("silence.expire", "basic", "it is done"), ("silence.add", "basic", "the <b>switch</b> is replaced")],
            server.Acts.Audit(null, 9).Select(entry => (entry.Act, entry.Actor.How, entry.Why))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_incident_is_acknowledged_with_a_reason(bool javaScript)
    {
        await using var server = await Start();
        var page = await SignIn(server, javaScript);
        await page.GetByRole(AriaRole.Link, new() { Name = "Acknowledge Multiple primaries of orders" }).ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("both accept writes");
        await page.GetByLabel("What are you doing about it, anna?").FillAsync("I shut db1 down");
        await page.GetByLabel("For how long?").SelectOptionAsync("2");
        await Show(page, $"acknowledge-{javaScript}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Expect(page.Locator("article .muted")).ToContainTextAsync("acknowledgement by anna until");
        await Expect(page.Locator("article .muted")).ToContainTextAsync("I shut db1 down");
        Assert.Equal("I shut db1 down", Assert.Single(server.Acts.Mutes.Acknowledgements).Why);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Maintenance_is_planned_with_a_reason_and_ended(bool javaScript)
    {
        await using var server = await Start();
        var page = await SignIn(server, javaScript);
        await page.GotoAsync($"{server.Url}silences?cluster=orders");
        await Expect(page.GetByLabel("Where is the work?")).ToHaveValueAsync("orders");
        var day = $"{Now.AddDays(1):yyyy-MM-dd}";
        await page.GetByLabel("When does it begin").FillAsync($"{day}T02:00");
        await page.GetByLabel("How long does it take?").SelectOptionAsync("2");
        await page.GetByLabel("What is done, anna?").FillAsync("minor upgrade");
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan maintenance" }).ClickAsync();

        var row = page.Locator("tbody tr");
        await Expect(row).ToContainTextAsync("cluster=\"orders\"");
        await Expect(row).ToContainTextAsync($"{day} 02:00 UTC to {day} 04:00 UTC");
        await Expect(row).ToContainTextAsync("minor upgrade");
        await Axe.Show(page, $"maintenance-{javaScript}");
        await page.GetByLabel("Why", new() { Exact = true }).FillAsync("it is done");
        await page.GetByRole(AriaRole.Button, new() { Name = "End this maintenance" }).ClickAsync();
        await Expect(page.Locator(".empty")).ToHaveTextAsync("Nothing is muted.");
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_neither_silenced_nor_maintained()
    {
        await using var server = await Start();
        var page = await SignIn(server, javaScript: false);
        await page.GotoAsync($"{server.Url}silences");
        await page.GetByLabel("Cluster").FillAsync("order");
        await page.GetByLabel("Why, anna?").FillAsync("a typo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Silence" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("There is no cluster 'order'.");

        await page.GetByLabel("Where is the work?").FillAsync("order");
        await page.GetByLabel("What is done, anna?").FillAsync("a typo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan maintenance" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no cluster 'order'.");
        await Expect(page.GetByLabel("What is done, anna?")).ToHaveValueAsync("a typo");
        Assert.Empty(server.Acts.Mutes.Silences);
        Assert.Empty(server.Acts.Mutes.Windows);
    }

    [Fact]
    public async Task Who_may_only_read_is_shown_what_is_muted_and_no_forms()
    {
        await using var server = await Start();
        var page = await browser.Open(server.Url);

        await Expect(page.Locator("article")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Acknowledge" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await page.GotoAsync($"{server.Url}silences");
        await Expect(page.Locator("form")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_refused_is_said_above_the_form_and_what_was_typed_is_kept()
    {
        await using var server = await Start();
        var page = await SignIn(server, javaScript: false);
        await page.GotoAsync($"{server.Url}silences");
        await page.GetByLabel("Why, anna?").FillAsync("everything");
        await page.GetByRole(AriaRole.Button, new() { Name = "Silence" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A silence needs 'matchers'");
        await Expect(page.GetByLabel("Why, anna?")).ToHaveValueAsync("everything");
        Assert.Empty(server.Acts.Mutes.Silences);
    }

    [Theory]
    [InlineData("/silences", "")]
    [InlineData("/silences", "nonsense")]
    [InlineData("/silences/end", "nonsense")]
    [InlineData("/maintenance", "nonsense")]
    [InlineData("/acknowledge", "nonsense")]
    public async Task A_form_that_is_not_ours_does_nothing(string path, string seal)
    {
        await using var server = await Start();
        var form = new FormUrlEncodedContent([
            new("seal", seal),
            new("cluster", "orders"),
            new("comment", "x"),
            new("incident", server.History[0].Key),
        ]);
        var anna = Convert.ToBase64String(Encoding.UTF8.GetBytes($"anna:{WebServer.Token}"));

        var (status, text, answer) = await server.Send(HttpMethod.Post, path, form, $"Authorization: Basic {anna}");
        answer.Dispose();
        Assert.Equal(403, (int)status);
        Assert.Contains("not of this service", text, StringComparison.Ordinal);
        Assert.Empty(server.Acts.Audit(null, 9));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task People_who_see_little_or_nothing_can_use_it(ColorScheme scheme)
    {
        await using var server = await Start();
        await server.AsAnna(
            HttpMethod.Post,
            "/api/v1/silences",
            $$"""
            {"matchers":[{"name":"cluster","value":"orders"}],"endsAt":"{{Now.AddHours(1):O}}","comment":"the switch"}
            """
        );
        var page = await SignIn(server, scheme: scheme);
        var key = Uri.EscapeDataString(server.History[0].Key);
        foreach (var path in (string[])["", "silences", $"acknowledge?incident={key}"])
        {
            await page.GotoAsync(server.Url + path);
            var result = await page.RunAxe();
            Assert.Empty(
                result.Violations.Select(v => $"{path}: {v.Help}: {string.Join(", ", v.Nodes.Select(n => n.Html))}")
            );
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    static async Task<WebServer> Start()
    {
        var server = await WebServer.Start(null, "orders", "stock");
        var split = Snapshots.Split(at: Now);
        server.Access = WebServer.Tokens;
        server.History = [.. split.Incidents];
        server.Feed.Publish(split);
        server.Feed.Publish(Snapshots.Healthy("stock", Now));
        return server;
    }

    Task<IPage> SignIn(WebServer server, bool javaScript = true, ColorScheme scheme = ColorScheme.Light) =>
        browser.Open(
            $"{server.Url}sign-in",
            javaScript,
            scheme,
            new HttpCredentials { Username = "anna", Password = WebServer.Token }
        );

    /// <summary>Leaves a picture where one is asked for, to be looked at by a person.</summary>
    static async Task Show(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PRIMACY_TEST_PICTURES") is { } directory)
            await page.ScreenshotAsync(new() { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
    }
}
