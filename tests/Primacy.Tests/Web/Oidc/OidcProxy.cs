using System.Diagnostics;
using Primacy.Peers;
using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Web.Oidc;

/// <summary>
/// A real Apache with the configuration of docs/access.md, and a real OpenID provider, which lets in who gives a name.
/// </summary>
sealed class OidcProxy : IDisposable
{
    const string Apache = "/usr/sbin/apache2";
    const string Modules = "/usr/lib/apache2/modules";

    /// <summary>The directory with the provider, which ./test fetches.</summary>
    static readonly string? Provider = Environment.GetEnvironmentVariable("PRIMACY_OIDC") is { Length: > 0 } given
        ? given
        : null;

    readonly TemporaryDirectory _directory = new();
    readonly List<Process> _processes = [];

    OidcProxy(Uri url) => Url = url;

    /// <summary>Where people open the page.</summary>
    public Uri Url { get; }

    /// <summary>Skips a test where they are not there.</summary>
    public static void Need()
    {
        Assert.SkipWhen(Provider is null, "no OpenID provider: PRIMACY_OIDC names none (see eng/oidc-provider)");
        Assert.SkipUnless(
            File.Exists($"{Modules}/mod_auth_openidc.so"),
            "Apache's mod_auth_openidc is not installed (Debian: libapache2-mod-auth-openidc)"
        );
    }

    /// <summary>Starts both before a service.</summary>
    /// <param name="service">Where Primacy listens.</param>
    public static async Task<OidcProxy> StartAsync(string service)
    {
        var (provider, proxy) = (FreePort.Take(), FreePort.Take());
        var started = new OidcProxy(new Uri($"http://127.0.0.1:{proxy}/"));
        try
        {
            started.Run(
                "node",
                Path.Combine(Repository.Root, "tests/Primacy.Tests/Web/Oidc/provider.mjs"),
                Provider!,
                $"{provider}",
                $"{started.Url}oidc",
                "client-s3cret"
            );
            await Answers(new Uri($"http://127.0.0.1:{provider}/.well-known/openid-configuration"));
            await File.WriteAllTextAsync(
                started._directory["httpd.conf"],
                Surroundings(started._directory.Path, proxy)
                    + Documented()
                        .Replace("https://login.example", $"http://127.0.0.1:{provider}", StringComparison.Ordinal)
                        .Replace("https://primacy.example", $"http://127.0.0.1:{proxy}", StringComparison.Ordinal)
                        .Replace("http://127.0.0.1:9432/", service, StringComparison.Ordinal)
            );
            started.Run(Apache, "-X", "-f", started._directory["httpd.conf"]);
            await Answers(started.Url);
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        _directory.Dispose();
    }

    /// <summary>What the page of documentation shows.</summary>
    static string Documented()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "access.md"));
        return page.Split("```apache\n")[1].Split("```")[0];
    }

    /// <summary>What Debian's own configuration of Apache has around it.</summary>
    static string Surroundings(string directory, int port) =>
        $"""
            ServerRoot {directory}
            ServerName 127.0.0.1
            PidFile {directory}/pid
            ErrorLog {directory}/error.log
            Listen 127.0.0.1:{port}
            User nobody
            Group nogroup
            LoadModule mpm_event_module {Modules}/mod_mpm_event.so
            LoadModule authn_core_module {Modules}/mod_authn_core.so
            LoadModule authz_core_module {Modules}/mod_authz_core.so
            LoadModule authz_user_module {Modules}/mod_authz_user.so
            LoadModule headers_module {Modules}/mod_headers.so
            LoadModule proxy_module {Modules}/mod_proxy.so
            LoadModule proxy_http_module {Modules}/mod_proxy_http.so
            LoadModule auth_openidc_module {Modules}/mod_auth_openidc.so

            """;

    void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    static Task Answers(Uri url) =>
        Eventually.Holds(
            async () =>
            {
                using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
                try
                {
                    using var answer = await http.GetAsync(url, TestContext.Current.CancellationToken);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"{url} answers"
        );
}
