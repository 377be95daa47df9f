using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Primacy.Claims;
using Primacy.Tests.Probing;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>Answers at Patroni's address that the real one on this machine does not give.</summary>
public sealed class StrangePatroniTests
{
    const string Holder = """{"state":"running","role":"primary","patroni":{"version":"4.1.0"}}""";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>As version 4 answers, with what it has added; a standby cluster has no primary of its own.</summary>
    [Theory]
    [InlineData("leader", Role.Primary)]
    [InlineData("standby_leader", Role.Standby)]
    public async Task Every_role_of_version_4_is_known(string leader, Role role)
    {
        var cluster = $$"""
            {"scope":"heads","members":[
              {"name":"a","role":"{{leader}}","state":"running","api_url":"http://a:8008/patroni","host":"a","port":5432,"timeline":3},
              {"name":"b","role":"sync_standby","state":"streaming","host":"b","port":5433,"lag":0,"receive_lsn":"0/4000060"},
              {"name":"c","role":"quorum_standby","state":"streaming","host":"c","port":5434,"lag":"unknown","tags":{"nofailover":true} },
              {"name":"d","role":"replica","state":"creating replica"},
              {"name":"e","role":"emperor","state":"running","host":"e","port":99999}]}
            """;

        var claim = await AskAsync(Answers(Holder, cluster));

        Assert.Null(claim.Fault);
        Assert.True(claim.HasQuorum);
        Assert.Equal(
            [role, Role.Standby, Role.Standby, Role.Standby, null],
            claim.Members.Select(member => member.Role)
        );
        Assert.Equal(new ClaimedMember("d", null, null, Role.Standby, "replica, creating replica"), claim.Members[3]);
        Assert.Null(claim.Members[4].Port);
    }

    [Theory]
    [InlineData("""{"failsafe_mode_is_active":true}""")]
    [InlineData("""{"cluster_unlocked":true}""")]
    public async Task Who_goes_on_without_its_store_has_no_quorum(string own)
    {
        var claim = await AskAsync(Answers(own, """{"members":[{"name":"a","role":"leader","state":"running"}]}"""));

        Assert.Null(claim.Fault);
        Assert.False(claim.HasQuorum);
    }

    [Theory]
    [InlineData("""{"members":[{"name":"a","role":"replica"}]}""")]
    [InlineData("""{"members":[{"name":"a","role":"leader"},{"name":"b","role":"leader"}]}""")]
    public async Task Without_exactly_one_leader_there_is_no_quorum(string cluster) =>
        Assert.False((await AskAsync(Answers(Holder, cluster))).HasQuorum);

    [Fact]
    public async Task Of_two_who_say_that_they_hold_the_key_none_is_believed()
    {
        const string Cluster = """{"members":[{"name":"a","role":"leader"},{"name":"b","role":"replica"}]}""";
        const string Moved = """{"members":[{"name":"b","role":"leader"}]}""";
        await using var one = await StartAsync(Answers(Holder, Cluster));
        await using var other = await StartAsync(Answers(Holder, Moved));
        await using var claims = Claims(UrlOf(one), UrlOf(other));

        var claim = await claims.AskAsync(Cancellation);

        Assert.Null(claim.Fault);
        Assert.False(claim.HasQuorum);
        Assert.Equal($"{UrlOf(one)}, {UrlOf(other)}", claim.Source);
        Assert.Equal(["a", "b"], claim.Primaries().Select(member => member.Name));
        Assert.Equal(2, claim.Members.Count);
    }

    [Theory]
    [InlineData("[]", "something else than Patroni's JSON")]
    [InlineData("null", "something else than Patroni's JSON")]
    [InlineData("<html>", "something else than Patroni's JSON")]
    [InlineData("{}", "names no members")]
    [InlineData("""{"members":[]}""", "names no members")]
    [InlineData("""{"members":"many"}""", "something else than Patroni's JSON")]
    [InlineData("""{"members":[{"name":{"first":"a"}}]}""", "something else than Patroni's JSON")]
    [InlineData("""{"members":[{"name":"a","port":"x"}]}""", "something else than Patroni's JSON")]
    public async Task An_answer_of_another_shape_is_a_fault(string cluster, string words)
    {
        var claim = await AskAsync(Answers(Holder, cluster));

        Assert.Contains(words, claim.Fault, StringComparison.Ordinal);
        Assert.Empty(claim.Members);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        var claim = await AskAsync(async context =>
        {
            var much = new byte[1 << 16];
            for (var i = 0; i < 1 << 10; i++)
                await context.Response.Body.WriteAsync(much, context.RequestAborted);
        });

        Assert.Contains("more than 1024 KiB", claim.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_members_are_too_many()
    {
        var members = string.Join(',', Enumerable.Repeat("""{"name":"a"}""", 50_000));

        var claim = await AskAsync(Answers(Holder, $$"""{"members":[{{members}}]}"""));

        Assert.Contains("too many", claim.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "set username and passwordFile")]
    [InlineData(403, "restapi.allowlist")]
    [InlineData(404, "is this Patroni's REST API")]
    [InlineData(302, "redirect")]
    [InlineData(500, "answers HTTP 500")]
    public async Task A_refusal_says_what_to_do(int status, string words)
    {
        var claim = await AskAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Contains(words, claim.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_named()
    {
        await using var claims = Claims(new Uri("http://127.0.0.1:1/"), new Uri("http://nowhere.invalid:8008/"));

        var claim = await claims.AskAsync(Cancellation);

        Assert.Equal("http://127.0.0.1:1/, http://nowhere.invalid:8008/", claim.Source);
        Assert.Contains("at http://127.0.0.1:1/ cannot be reached", claim.Fault, StringComparison.Ordinal);
        Assert.Contains("host name does not resolve", claim.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_given_up()
    {
        await using var server = await StartAsync(context => Task.Delay(-1, context.RequestAborted));
        var options = new PatroniOptions { Urls = [UrlOf(server)] };
        await using var claims = new PatroniClaims(options, Probes.Impatience, TimeProvider.System);

        Assert.StartsWith(
            "did not answer within 0.4 s",
            (await claims.AskAsync(Cancellation)).Fault,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_name_and_the_password_of_the_file_are_sent()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["pw"], "s3cret\n", Cancellation);
        await using var server = await StartAsync(async context =>
        {
            var sent = Encoding.UTF8.GetString(
                Convert.FromBase64String($"{context.Request.Headers.Authorization}"[6..])
            );
            var cluster = $$"""{"members":[{"name":"{{sent}}","role":"leader"}]}""";
            await context.Response.WriteAsync(context.Request.Path == "/cluster" ? cluster : Holder);
        });
        var options = new PatroniOptions
        {
            Urls = [UrlOf(server)],
            Username = "me",
            PasswordFile = directory["pw"],
        };
        await using var claims = new PatroniClaims(options, Probes.Patience, TimeProvider.System);

        Assert.Equal("me:s3cret", Assert.Single((await claims.AskAsync(Cancellation)).Members).Name);
        File.Delete(directory["pw"]);
        Assert.Contains(directory["pw"], (await claims.AskAsync(Cancellation)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_trusted_only_if_the_authority_that_is_given_has_signed_it()
    {
        using var directory = new TemporaryDirectory();
        using var certificate = Certificates.SelfSigned("localhost");
        using var stranger = Certificates.SelfSigned("localhost");
        await using var server = await StartAsync(
            Answers(Holder, """{"members":[{"name":"a","role":"leader"}]}"""),
            certificate
        );
        var authority = directory["ca.pem"];
        var url = new UriBuilder(UrlOf(server)) { Scheme = "https", Host = "localhost" }.Uri;
        var options = new PatroniOptions { Urls = [url], AuthorityFile = authority };
        await using var claims = new PatroniClaims(options, Probes.Patience, TimeProvider.System);

        Assert.Contains(authority, (await claims.AskAsync(Cancellation)).Fault, StringComparison.Ordinal);
        await File.WriteAllTextAsync(authority, stranger.ExportCertificatePem(), Cancellation);
        Assert.StartsWith("cannot be trusted", (await claims.AskAsync(Cancellation)).Fault, StringComparison.Ordinal);
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem(), Cancellation);
        Assert.True((await claims.AskAsync(Cancellation)).HasQuorum);
    }

    [Fact]
    public async Task A_member_whose_certificate_nobody_trusts_any_more_ends_no_request_to_another()
    {
        using var directory = new TemporaryDirectory();
        using var certificate = Certificates.SelfSigned("localhost");
        using var expired = Certificates.SelfSigned("localhost");
        var answer = Answers(Holder, """{"members":[{"name":"a","role":"leader"}]}""");
        await using var other = await StartAsync(answer, expired);
        await using var leader = await StartAsync(
            async context =>
            {
                // So that the other one has been refused before.
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, context.RequestAborted);
                await answer(context);
            },
            certificate
        );
        var authority = directory["ca.pem"];
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem(), Cancellation);
        var urls = new[] { leader, other }.Select(server =>
            new UriBuilder(UrlOf(server)) { Scheme = "https", Host = "localhost" }.Uri
        );
        var options = new PatroniOptions { Urls = [.. urls], AuthorityFile = authority };
        await using var claims = new PatroniClaims(options, Probes.Patience, TimeProvider.System);

        for (var round = 0; round < 3; round++)
            Assert.True((await claims.AskAsync(Cancellation)) is { Fault: null, HasQuorum: true });
    }

    static RequestDelegate Answers(string leader, string cluster) =>
        context => context.Response.WriteAsync(context.Request.Path == "/cluster" ? cluster : leader);

    static async Task<Claim> AskAsync(RequestDelegate answer)
    {
        await using var server = await StartAsync(answer);
        await using var claims = Claims(UrlOf(server));
        return await claims.AskAsync(Cancellation);
    }

    static PatroniClaims Claims(params IEnumerable<Uri> urls) =>
        new(new PatroniOptions { Urls = [.. urls] }, Probes.Patience, TimeProvider.System);

    static Uri UrlOf(WebApplication server) => new(server.Urls.Single());

    static async Task<WebApplication> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                System.Net.IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is { })
                        listen.UseHttps(certificate);
                }
            )
        );
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(Cancellation);
        return server;
    }
}
