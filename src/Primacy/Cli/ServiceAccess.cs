using System.CommandLine;
using System.Net.Http.Headers;
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

    /// <summary>Where the service is, and with what one gets in: of every verb that asks one.</summary>
    public static IReadOnlyList<Option> Options { get; } =
    [SharedOptions.Url, PasswordFile, Authority, ServiceToken.FileOption];

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
