using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Primacy.Cli;

/// <summary>How a service is asked that has a web configuration file.</summary>
internal static class ServiceAccess
{
    public static Option<string?> PasswordFile { get; } =
        new("--password-file")
        {
            Description = "The password of the user in the URL, https://alice@watcher:9432, is in this file.",
            HelpName = "FILE",
        };

    public static Option<string?> Authority { get; } =
        new("--ca")
        {
            Description = "Trust these root certificates for https://. Default: the system's.",
            HelpName = "FILE",
        };

    public static Option<string?> Certificate { get; } =
        new("--cert")
        {
            Description = "Show this certificate, for a service that asks for those of clients; PEM, with its chain.",
            HelpName = "FILE",
        };

    public static Option<string?> Key { get; } = NewKey();

    /// <summary>Where the service is, and with what one gets in: of every verb that asks one.</summary>
    public static IReadOnlyList<Option> Options { get; } =
    [SharedOptions.Url, PasswordFile, Authority, Certificate, Key, ServiceToken.FileOption];

    /// <exception cref="IOException">A file cannot be used.</exception>
    public static HttpClient Connect(ParseResult arguments, TimeSpan patience)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (arguments.GetValue(Authority) is { } authority)
        {
            var trust = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            Use(authority, path => trust.CustomTrustStore.ImportFromPemFile(path));
            handler.SslOptions.CertificateChainPolicy = trust;
        }
        if (arguments.GetValue(Certificate) is { } certificate)
            handler.SslOptions.ClientCertificateContext = Identity(certificate, arguments.GetValue(Key) ?? certificate);
        var client = new HttpClient(handler) { Timeout = patience };
        var user = Uri.UnescapeDataString(arguments.GetRequiredValue(SharedOptions.Url).UserInfo);
        var password = "";
        if (arguments.GetValue(PasswordFile) is { } file)
            Use(file, path => password = File.ReadAllText(path).TrimEnd('\r', '\n'));
        if (user.Length > 0)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))
            );
        return client;
    }

    static SslStreamCertificateContext Identity(string file, string keyFile)
    {
        var chain = new X509Certificate2Collection();
        Use(file, chain.ImportFromPemFile);
        SslStreamCertificateContext? identity = null;
        Use(
            keyFile,
            key =>
                identity = SslStreamCertificateContext.Create(
                    X509Certificate2.CreateFromPemFile(file, key),
                    chain,
                    offline: true
                )
        );
        return identity!;
    }

    static Option<string?> NewKey()
    {
        var key = new Option<string?>("--key")
        {
            Description = "The key of --cert, where it is not in the same file.",
            HelpName = "FILE",
        };
        key.Validators.Add(result =>
        {
            if (result.GetResult(Certificate) is null)
                result.AddError("--key needs --cert, the certificate that it belongs to");
        });
        return key;
    }

    static void Use(string path, Action<string> read)
    {
        try
        {
            read(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new IOException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
