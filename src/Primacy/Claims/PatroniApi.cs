using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Primacy.Claims;

/// <summary>
/// Gets documents of Patroni's REST API, on connections that stay. Only what is configured is asked, never an address
/// that an answer names.
/// </summary>
internal sealed class PatroniApi(PatroniOptions options) : IDisposable
{
    /// <summary>A cluster of a hundred members fits many times over.</summary>
    const int BodyBytesMax = 1 << 20;

    /// <summary>
    /// One for each address, so that what is wrong with one member's certificate ends no other member's request.
    /// </summary>
    readonly ConcurrentDictionary<Uri, HttpClient> _clients = new();

    /// <summary>A document and its status; throws <see cref="ClaimException"/> for want of one.</summary>
    public async Task<(int Status, T Document)> GetAsync<T>(
        Uri url,
        string path,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    )
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, path));
            request.Headers.Authorization = Credentials();
            var client = _clients.GetOrAdd(url, _ => Connect());
            using var answer = await client.SendAsync(request, cancellation);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            return ((int)answer.StatusCode, await ReadAsync((int)answer.StatusCode, body, type, cancellation));
        }
        catch (HttpRequestException fault)
        {
            if (fault.HttpRequestError is HttpRequestError.SecureConnectionError)
                Forget(url); // A certificate may have been renewed, so the files are read anew.
            throw new ClaimException(Words(fault), fault);
        }
        // HttpClient lets a SocketException through bare when a connection ends in the moment in which it was made.
        catch (Exception fault)
            when (fault is SocketException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClaimException($"cannot be asked: {fault.Message}", fault);
        }
    }

    public void Dispose()
    {
        foreach (var url in _clients.Keys)
            Forget(url);
    }

    static async Task<T> ReadAsync<T>(int status, Stream body, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        // Patroni says 503 of a member that is not the leader, with the same document.
        if (status is not (200 or 503))
            throw new ClaimException(Refusal(status));
        try
        {
            return await JsonSerializer.DeserializeAsync(body, type, cancellation) ?? throw new JsonException();
        }
        catch (JsonException fault)
        {
            throw new ClaimException("answers with something else than Patroni's JSON: is this its REST API?", fault);
        }
    }

    static string Refusal(int status) =>
        status switch
        {
            401 => "wants a name and a password (HTTP 401): set username and passwordFile",
            403 =>
                "refuses us (HTTP 403): add this machine to restapi.allowlist, or set cert and key for verify_client",
            404 => "does not know /cluster (HTTP 404): is this Patroni's REST API, version 2 or later?",
            >= 300 and < 400 => $"answers with a redirect (HTTP {status}): configure the address it points to",
            _ => $"answers HTTP {status}",
        };

    static string Words(HttpRequestException fault) =>
        fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "cannot be reached: its host name does not resolve",
            HttpRequestError.SecureConnectionError => $"cannot be trusted: {Tls(fault.GetBaseException())}",
            HttpRequestError.ResponseEnded =>
                "ended the connection without an answer, as it does when it cannot read its store (etcd, Consul …)",
            HttpRequestError.ConfigurationLimitExceeded => $"answers with more than {BodyBytesMax >> 10} KiB",
            HttpRequestError.InvalidResponse => "does not speak HTTP: is this its REST API?",
            _ => $"cannot be reached: {fault.GetBaseException().Message}",
        };

    static string Tls(Exception cause) =>
        cause is AuthenticationException && cause.Message.Contains("remote certificate", StringComparison.Ordinal)
            ? $"{cause.Message} (set ca if it is signed by your own authority)"
            : cause.Message;

    AuthenticationHeaderValue? Credentials() =>
        options is { Username: { } name, PasswordFile: { } file }
            ? new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{File.ReadAllText(file).TrimEnd('\r', '\n')}"))
            )
            : null;

    HttpClient Connect() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                // A member that moves to another address is found again.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                SslOptions = Tls(),
            }
        )
        {
            // The deadline is that of the whole question, which the caller's token keeps.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = BodyBytesMax,
        };

    SslClientAuthenticationOptions Tls()
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.AuthorityFile is { } authority)
        {
            var trust = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            trust.CustomTrustStore.ImportFromPemFile(authority);
            tls.CertificateChainPolicy = trust;
        }
        if (options.CertificateFile is { } certificate)
            tls.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, options.KeyFile)];
        return tls;
    }

    void Forget(Uri url)
    {
        if (_clients.TryRemove(url, out var client))
            client.Dispose();
    }
}
