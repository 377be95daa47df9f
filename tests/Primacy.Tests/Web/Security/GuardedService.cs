using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Primacy.Tests.Hosting;
using Xunit;

namespace Primacy.Tests.Web.Security;

/// <summary>The real executable with a web configuration file, and those who come to it.</summary>
internal sealed class GuardedService : IDisposable
{
    /// <summary>"geheim", hashed so cheaply that a test need not wait for it.</summary>
    public static string Hash { get; } = BCrypt.Net.BCrypt.HashPassword("geheim", workFactor: 4);

    public const string Tls = """
        tls_server_config:
          cert_file: server.crt
          key_file: server.key

        """;

    public static string Users { get; } = $"basic_auth_users:\n  alice: {Hash}\n";

    readonly TemporaryDirectory _directory = new();
    WatchProcess? _process;

    public GuardedService() => Certificate = NewCertificate();

    public X509Certificate2 Certificate { get; private set; }

    public string Errors => _process!.Errors;

    public string this[string name] => _directory[name];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The certificate is for this name.</summary>
    public Uri Address => new UriBuilder(_process!.Address!) { Host = "localhost" }.Uri;

    public static async Task<GuardedService> StartAsync(string web)
    {
        var service = new GuardedService();
        await service.BeginAsync(web);
        return service;
    }

    public async Task BeginAsync(string web)
    {
        Write(web);
        _process = WatchProcess.Start(null, Arguments());
        await _process.HoldsAsync(() => Task.FromResult(_process.Address is { }), "it listens");
    }

    /// <summary>Starts it, and gives what it ended with.</summary>
    public async Task<(int Exit, string Errors)> FailAsync(string web)
    {
        Write(web);
        _process = WatchProcess.Start(null, Arguments());
        return (await _process.ExitAsync(), _process.Errors);
    }

    public void Write(string web) => File.WriteAllText(_directory["web.yaml"], web);

    /// <summary>Another certificate in the same place.</summary>
    public void Renew() => Certificate = NewCertificate();

    public Task SaysAsync(string words) =>
        _process!.HoldsAsync(() => Task.FromResult(Errors.Contains(words, StringComparison.Ordinal)), words);

    /// <summary>Somebody who trusts this certificate, with each question on a connection of its own.</summary>
    public HttpClient Client(string? credentials = null, X509Certificate2? own = null, X509Certificate2? trusted = null)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        trust.CustomTrustStore.Add(trusted ?? Certificate);
        handler.SslOptions.CertificateChainPolicy = trust;
        if (own is { })
            handler.SslOptions.ClientCertificates = [own];
        var client = new HttpClient(handler) { BaseAddress = Address };
        if (credentials is { })
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))
            );
        return client;
    }

    public async Task<HttpStatusCode> AskAsync(string? credentials, string path = "/healthz")
    {
        using var client = Client(credentials);
        using var answer = await client.GetAsync(
            new Uri(path, UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead,
            Cancellation
        );
        return answer.StatusCode;
    }

    public void Dispose()
    {
        _process?.Dispose();
        _directory.Dispose();
    }

    string[] Arguments() =>
        [
            "host=127.0.0.1 port=1 user=primacy",
            "--listen",
            "127.0.0.1:0",
            "--state",
            _directory["state"],
            "--web-config-file",
            _directory["web.yaml"],
        ];

    X509Certificate2 NewCertificate()
    {
        var certificate = Certificates.SelfSigned("localhost");
        Certificates.Write(certificate, _directory["server.crt"], _directory["server.key"]);
        return certificate;
    }
}
