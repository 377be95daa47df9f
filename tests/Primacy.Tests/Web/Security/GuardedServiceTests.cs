using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Primacy.Tests.Cli;
using Xunit;

namespace Primacy.Tests.Web.Security;

/// <summary>TLS and passwords before all that the real service serves.</summary>
public sealed class GuardedServiceTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_served_to_who_has_no_password()
    {
        using var service = await GuardedService.StartAsync(GuardedService.Tls + GuardedService.Users);
        string[] paths =
        [
            "/",
            "/events",
            "/assets/page.css",
            "/metrics",
            "/probe?target=a",
            "/healthz",
            "/readyz",
            "/api/v1/clusters",
            "/no-such-page",
        ];

        foreach (var path in paths)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await service.AskAsync(null, path));
            Assert.NotEqual(HttpStatusCode.Unauthorized, await service.AskAsync("alice:geheim", path));
        }
    }

    [Fact]
    public async Task What_is_no_users_password_opens_nothing()
    {
        using var service = await GuardedService.StartAsync(GuardedService.Users);
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync("alice:geheim"));

        foreach (var credentials in (string[])["alice:Geheim", "alice:", "alice", "bob:geheim", ":", ""])
            Assert.Equal(HttpStatusCode.Unauthorized, await service.AskAsync(credentials));

        using var client = service.Client("bob:geheim");
        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic realm=\"Primacy\", charset=\"UTF-8\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.DoesNotContain("primacy_", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Who_speaks_plain_HTTP_to_TLS_hears_nothing()
    {
        using var service = await GuardedService.StartAsync(GuardedService.Tls);
        using var client = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.GetAsync(new UriBuilder(service.Address) { Scheme = "http" }.Uri, Cancellation)
        );
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(null));
    }

    [Theory]
    [InlineData("RequireAndVerifyClientCert", true, false, false)]
    [InlineData("RequireAnyClientCert", true, true, false)]
    [InlineData("VerifyClientCertIfGiven", true, false, true)]
    [InlineData("RequestClientCert", true, true, true)]
    [InlineData("RequireAndVerifyClientCert\n  client_allowed_sans: [prometheus]", true, false, false)]
    [InlineData("RequireAndVerifyClientCert\n  client_allowed_sans: [somebody]", false, false, false)]
    public async Task Certificates_of_clients_are_asked_for_as_Go_does(
        string type,
        bool isOursTaken,
        bool isForeignTaken,
        bool isNoneTaken
    )
    {
        using var ours = Certificates.SelfSigned("prometheus");
        using var foreign = Certificates.SelfSigned("prometheus");
        var web = $"{GuardedService.Tls.TrimEnd()}\n  client_ca_file: client.crt\n  client_auth_type: {type}\n";
        using var service = new GuardedService();
        await File.WriteAllTextAsync(service["client.crt"], ours.ExportCertificatePem(), Cancellation);
        await service.BeginAsync(web);

        Assert.Equal(isOursTaken, await IsTakenAsync(service, ours));
        Assert.Equal(isForeignTaken, await IsTakenAsync(service, foreign));
        Assert.Equal(isNoneTaken, await IsTakenAsync(service, null));
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_at_once_and_a_broken_one_never()
    {
        using var service = await GuardedService.StartAsync(GuardedService.Tls);
        var old = service.Certificate;
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(null));

        service.Renew();
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(null));
        using (var trusting = service.Client(trusted: old))
            await Assert.ThrowsAsync<HttpRequestException>(() => trusting.GetAsync(service.Address, Cancellation));

        // As in the moment between the two files of a pair.
        await File.WriteAllTextAsync(service["server.crt"], old.ExportCertificatePem(), Cancellation);
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(null));
        await service.SaysAsync("cannot be used, so the old one stays in use: the certificate in");
    }

    [Fact]
    public async Task Users_change_with_the_file_and_a_wrong_file_changes_nothing()
    {
        using var service = await GuardedService.StartAsync(GuardedService.Users);
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync("alice:geheim"));

        service.Write(GuardedService.Users.Replace("alice", "bob", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, await service.AskAsync("alice:geheim"));
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync("bob:geheim"));

        service.Write("basic_auth_users:\n  alice: geheim\n");
        Assert.Equal(HttpStatusCode.Unauthorized, await service.AskAsync("alice:geheim"));
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync("bob:geheim"));
        await service.SaysAsync("web.yaml:2:10: the password of 'alice' is no bcrypt hash");
        Assert.DoesNotContain(GuardedService.Hash, service.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_is_never_dropped_by_a_change_of_the_file()
    {
        using var service = await GuardedService.StartAsync(GuardedService.Tls + GuardedService.Users);
        Assert.Equal(HttpStatusCode.Unauthorized, await service.AskAsync(null));

        service.Write("");

        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(null));
        Assert.Equal("https", service.Address.Scheme);
        await service.SaysAsync("is taken at the next start only");
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("http_server_config: { http2: false }\n", 1)]
    public async Task HTTP_2_is_spoken_unless_it_is_switched_off(string section, int version)
    {
        using var service = await GuardedService.StartAsync(GuardedService.Tls + section);
        using var client = service.Client();
        client.DefaultRequestVersion = HttpVersion.Version20;

        using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Cancellation);

        Assert.Equal(version, answer.Version.Major);
    }

    [Fact]
    public async Task Versions_and_suites_are_those_of_the_file()
    {
        using var service = await GuardedService.StartAsync(
            $"{GuardedService.Tls.TrimEnd()}\n  max_version: TLS12\n"
                + "  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n"
        );
        Assert.Equal(
            (SslProtocols.Tls12, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
            await Handshake.WithAsync(service.Address, service.Certificate, SslProtocols.None)
        );
        await Assert.ThrowsAnyAsync<Exception>(() =>
            Handshake.WithAsync(service.Address, service.Certificate, SslProtocols.Tls13)
        );
    }

    [Fact]
    public async Task Headers_of_the_file_go_before_those_of_the_page()
    {
        using var service = await GuardedService.StartAsync(
            "http_server_config:\n  headers:\n    X-Frame-Options: deny\n    Content-Security-Policy: default-src 'self'\n"
        );
        using var client = service.Client();
        using var answer = await client.GetAsync(service.Address, Cancellation);

        Assert.Equal(["deny"], answer.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["default-src 'self'"], answer.Headers.GetValues("Content-Security-Policy"));
    }

    [Fact]
    public async Task More_requests_than_allowed_are_turned_away()
    {
        using var service = await GuardedService.StartAsync("rate_limit: { interval: 1h, burst: 2 }\n");

        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(null));
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(null));
        Assert.Equal(HttpStatusCode.TooManyRequests, await service.AskAsync(null));
    }

    [Fact]
    public async Task It_does_not_start_with_a_file_that_is_wrong()
    {
        using var service = new GuardedService();
        File.Delete(service["server.key"]);

        var (exit, errors) = await service.FailAsync(GuardedService.Tls);

        Assert.Equal(1, exit);
        Assert.Equal(
            $"primacy: {service["web.yaml"]}:2:3: {service["server.key"]} cannot be read: there is no such file",
            errors
        );
    }

    [Fact]
    public async Task The_verbs_come_in_with_a_password_and_the_authority()
    {
        using var service = await GuardedService.StartAsync(GuardedService.Tls + GuardedService.Users);
        await File.WriteAllTextAsync(service["password"], "geheim\n", Cancellation);
        var url = new UriBuilder(service.Address) { UserName = "alice" }.ToString();
        string[] trusting = ["incidents", "--url", url, "--ca", service["server.crt"]];

        Assert.Equal(0, (await Run.Of([.. trusting, "--password-file", service["password"]])).Exit);
        Assert.Equal("primacy: A name and its password are needed.\n", (await Run.Of(trusting)).Error);
        Assert.Contains("Give --ca", (await Run.Of("incidents --url " + url)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verbs_show_the_certificate_of_a_client()
    {
        using var service = new GuardedService();
        using var ours = Certificates.SelfSigned("operator");
        Certificates.Write(ours, service["client.crt"], service["client.key"]);
        string[] parts = [service["client.crt"], service["client.key"]];
        await File.WriteAllLinesAsync(service["client.pem"], parts.SelectMany(File.ReadLines), Cancellation);
        await service.BeginAsync(
            GuardedService.Tls.TrimEnd()
                + "\n  client_ca_file: client.crt\n  client_auth_type: RequireAndVerifyClientCert\n"
        );
        string[] trusting = ["incidents", "--url", service.Address.ToString(), "--ca", service["server.crt"]];

        foreach (
            var showing in (string[][])
                [
                    ["--cert", service["client.crt"], "--key", service["client.key"]],
                    ["--cert", service["client.pem"]],
                ]
        )
            Assert.Equal(0, (await Run.Of([.. trusting, .. showing])).Exit);
        Assert.Contains("Give --cert", (await Run.Of(trusting)).Error, StringComparison.Ordinal);
        Assert.Contains(
            $"{service["client.crt"]} cannot be read",
            (await Run.Of([.. trusting, "--cert", service["client.crt"]])).Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--key needs --cert",
            (await Run.Of([.. trusting, "--key", service["client.key"]])).Error,
            StringComparison.Ordinal
        );
    }

    static async Task<bool> IsTakenAsync(GuardedService service, X509Certificate2? own)
    {
        using var client = service.Client(own: own);
        try
        {
            using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
