using System.Net;
using System.Text;
using Primacy.Acting;
using Primacy.Web.Access;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>Who may do what.</summary>
public sealed class AccessTests
{
    const string Act = "/-/reload";

    static string Bearer(string token) => $"Authorization: Bearer {token}";

    static string Basic(string name, string token) =>
        $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{token}"))}";

    [Fact]
    public async Task Where_nobody_is_named_everybody_reads_and_nobody_acts()
    {
        await using var server = await WebServer.Start();

        Assert.Equal(HttpStatusCode.OK, await Status(server, HttpMethod.Get, "/"));
        var (status, text, answer) = await server.Send(HttpMethod.Post, Act, null, Bearer(WebServer.Token));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Golden.Verify("refused-act", text + "\n");
        Assert.Equal(0, server.Reloads);
    }

    [Fact]
    public async Task A_token_shows_who_somebody_is_and_what_he_may()
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens;

        Assert.Equal(HttpStatusCode.OK, await Status(server, HttpMethod.Post, Act, Bearer(WebServer.Token)));
        Assert.Equal(HttpStatusCode.OK, await Status(server, HttpMethod.Post, Act, Basic("anna", WebServer.Token)));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await Status(server, HttpMethod.Post, Act, Bearer(WebServer.ReaderToken))
        );
        Assert.Equal(
            [("anna", "basic", "127.0.0.1"), ("anna", "token", "127.0.0.1")],
            server.Acts.Audit(null, 9).Select(entry => (entry.Actor.Name, entry.Actor.How, entry.Actor.From))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("Authorization: Bearer nonsense")]
    [InlineData("Authorization: Bearer")]
    [InlineData("Authorization: Basic !!!")]
    [InlineData("Authorization: Basic YW5uYQ==")]
    [InlineData("X-Forwarded-User: anna")]
    public async Task Who_does_not_show_who_he_is_is_asked(string header)
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens;

        var (status, _, answer) = await server.Send(HttpMethod.Post, Act, null, header.Length == 0 ? [] : [header]);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains(
            "Bearer realm=\"Primacy\"",
            answer.Headers.WwwAuthenticate.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, server.Reloads);
    }

    [Fact]
    public async Task A_token_under_another_name_is_nobodys()
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens;

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await Status(server, HttpMethod.Post, Act, Basic("bert", WebServer.Token))
        );
    }

    [Fact]
    public async Task A_proxy_is_believed_where_it_was_named_and_nowhere_else()
    {
        await using var server = await WebServer.Start();
        server.Access = Proxy("127.0.0.0/8") with { Actors = ["anna"] };
        string[] asAnna = ["X-Forwarded-User: anna", "X-Forwarded-For: 10.1.1.1, 203.0.113.7"];

        Assert.Equal(HttpStatusCode.OK, await Status(server, HttpMethod.Post, Act, asAnna));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(server, HttpMethod.Post, Act, "X-Forwarded-User: bert"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(server, HttpMethod.Post, Act));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await Status(server, HttpMethod.Post, Act, "X-Forwarded-User: anna", "X-Forwarded-User: bert")
        );
        var entry = Assert.Single(server.Acts.Audit(null, 9));
        Assert.Equal(
            ("anna", "proxy", "203.0.113.7 by 127.0.0.1"),
            (entry.Actor.Name, entry.Actor.How, entry.Actor.From)
        );

        server.Access = Proxy("10.0.0.0/8");
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(server, HttpMethod.Post, Act, asAnna));
    }

    [Theory]
    [InlineData("Origin: https://elsewhere.example")]
    [InlineData("Origin: null")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    public async Task A_page_of_another_site_may_not_act_with_the_name_of_its_reader(string header)
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens;

        var status = await Status(server, HttpMethod.Post, Act, Basic("anna", WebServer.Token), header);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(0, server.Reloads);
    }

    [Fact]
    public async Task A_page_of_ours_may_also_behind_a_proxy_that_ends_tls()
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens;
        var authority = new Uri(server.Url).Authority;

        foreach (var header in (string[])["Sec-Fetch-Site: same-origin", $"Origin: https://{authority}"])
            Assert.Equal(
                HttpStatusCode.OK,
                await Status(server, HttpMethod.Post, Act, Basic("anna", WebServer.Token), header)
            );
    }

    [Fact]
    public async Task Reading_may_need_a_login_too_but_for_what_a_supervisor_asks()
    {
        await using var server = await WebServer.Start();
        server.Access = WebServer.Tokens with { IsReadingGuarded = true };

        foreach (
            var path in (string[])["/", "/metrics", "/api/v1/incidents", "/events", "/openapi.json", "/assets/page.js"]
        )
            Assert.Equal(HttpStatusCode.Unauthorized, await Status(server, HttpMethod.Get, path));
        foreach (var path in (string[])["/healthz", "/readyz"])
            Assert.Equal(HttpStatusCode.OK, await Status(server, HttpMethod.Get, path));
        foreach (var path in (string[])["/", "/metrics", "/api/v1/incidents"])
            Assert.Equal(HttpStatusCode.OK, await Status(server, HttpMethod.Get, path, Bearer(WebServer.ReaderToken)));
    }

    [Fact]
    public void Nothing_prints_what_would_let_somebody_in() =>
        Assert.DoesNotContain(
            AccessToken.DigestOf(WebServer.Token),
            WebServer.Tokens.ToString(),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_seal_is_for_one_person()
    {
        var (seals, anna) = (new FormSeals(), new Actor("anna", "basic", "127.0.0.1"));

        Assert.True(seals.IsRight(anna, seals.For(anna)));
        Assert.False(seals.IsRight(anna with { Name = "bert" }, seals.For(anna)));
        Assert.False(new FormSeals().IsRight(anna, seals.For(anna)));
        Assert.False(seals.IsRight(anna, ""));
        Assert.True(seals.IsRight(anna with { From = "127.0.0.2" }, seals.For(anna)));
    }

    static AccessOptions Proxy(string from) => new() { Proxy = new ProxyOptions { From = [IPNetwork.Parse(from)] } };

    static async Task<HttpStatusCode> Status(
        WebServer server,
        HttpMethod method,
        string path,
        params IEnumerable<string> headers
    )
    {
        var (status, _, answer) = await server.Send(method, path, null, headers);
        answer.Dispose();
        return status;
    }
}
