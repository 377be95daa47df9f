using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using Primacy.Web.Access;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Primacy.Tests.Web.Oidc;

/// <summary>People who log in at an OpenID provider, through a real proxy, in a real browser.</summary>
public sealed class OidcProxyTests(Browser browser) : IClassFixture<Browser>
{
    const string Forged = "X-Forwarded-User";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Who_logs_in_reads_live_and_acts_under_the_name_that_the_provider_knows()
    {
        OidcProxy.Need();
        await using var server = await Start();
        using var proxy = await OidcProxy.StartAsync(server.Url);
        var page = await LogInAsync(proxy, "anna");
        await Expect(page.Locator("li[data-piece=stock]")).ToContainTextAsync("stock");
        await Expect(page.Locator("#live")).ToHaveTextAsync("live");
        server.Feed.Publish(Snapshots.Split(at: Now));
        await Expect(page.Locator("article.critical h2")).ToHaveTextAsync("orders");

        await page.GotoAsync($"{proxy.Url}silences?cluster=orders");
        await page.GetByLabel("Why, anna@example.com?").FillAsync("the switch is replaced");
        await page.GetByRole(AriaRole.Button, new() { Name = "Silence" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("the switch is replaced");

        var entry = Assert.Single(server.Acts.Audit(null, 9));
        Assert.Equal(
            ("silence.add", "anna@example.com", "proxy", "127.0.0.1 by 127.0.0.1"),
            (entry.Act, entry.Actor.Name, entry.Actor.How, entry.Actor.From)
        );
    }

    [Fact]
    public async Task A_name_that_the_browser_sends_is_overwritten_and_without_a_login_nothing_is_passed_on()
    {
        OidcProxy.Need();
        await using var server = await Start();
        using var proxy = await OidcProxy.StartAsync(server.Url);
        var page = await LogInAsync(proxy, "bert");
        await page.Context.SetExtraHTTPHeadersAsync([new(Forged, "anna@example.com"), new("OIDC_CLAIM_email", "a@b")]);

        var answer = await page.GotoAsync($"{proxy.Url}silences?cluster=orders");
        Assert.Equal(200, answer!.Status);
        // Bert may read and not act, so that there is no form; were he anna, there would be one.
        await Expect(page.Locator("form[action='/silences']")).ToHaveCountAsync(0);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(proxy.Url, IPAddress.Loopback));
        Assert.Empty(server.Acts.Audit(null, 9));
    }

    [Fact]
    public async Task A_name_that_comes_past_the_proxy_is_refused()
    {
        await using var server = await Start();
        var url = new Uri(server.Url);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(url, IPAddress.Parse("127.0.0.2")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(url, IPAddress.Loopback));
    }

    /// <summary>Reading needs a login, anna may act, and the proxy comes from 127.0.0.1 alone.</summary>
    static async Task<WebServer> Start()
    {
        var server = await WebServer.Start(null, "orders", "stock");
        server.Access = new AccessOptions
        {
            IsReadingGuarded = true,
            Proxy = new ProxyOptions { From = [IPNetwork.Parse("127.0.0.1/32")] },
            Actors = ["anna@example.com"],
        };
        server.Feed.Publish(Snapshots.Healthy("stock", Now));
        return server;
    }

    async Task<IPage> LogInAsync(OidcProxy proxy, string name)
    {
        var page = await browser.Open($"{proxy.Url}");
        await page.Locator("input[name=login]").FillAsync(name);
        await page.Locator("input[name=password]").FillAsync("anything");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("button[type=submit]").ClickAsync();
        await Expect(page).ToHaveURLAsync($"{proxy.Url}");
        return page;
    }

    /// <summary>What is answered to one who calls himself anna, from an address.</summary>
    static async Task<HttpStatusCode> StatusAsync(Uri url, IPAddress from)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (to, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(to.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add(Forged, "anna@example.com");
        request.Headers.Add("Accept", "text/html");
        using var answer = await http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
