using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

namespace Primacy.Notifications;

/// <summary>Posts to one receiver, one attempt at a time; when to try again is not its business.</summary>
internal sealed class WebhookNotifier(string name, Uri url, Uri? page) : IDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    static readonly ProductInfoHeaderValue Agent = new(
        "primacy",
        typeof(WebhookNotifier).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            is { InformationalVersion: var version }
            ? version.Split('+')[0]
            : "0"
    );

    readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            // A redirected POST may arrive as a GET without its body: an alert that seems told and is not.
            AllowAutoRedirect = false,
            // A receiver that moves to another address is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseCookies = false,
        }
    )
    {
        Timeout = Timeout,
    };

    /// <summary>How logs, metrics and the journal call it. The URL may hold a secret and is not told.</summary>
    public string Name { get; } = name;

    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Authorization = Credentials(url);
        request.Content = new ByteArrayContent(WebhookMessage.Of(delivery.Event, Name, page).ToJson());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return Outcome(answer);
        }
        catch (HttpRequestException fault)
        {
            return new DeliveryOutcome.Failed($"cannot be reached: {Words(fault)}");
        }
        catch (OperationCanceledException)
        {
            return new DeliveryOutcome.Failed($"did not answer within {Timeout.TotalSeconds:F0} s");
        }
    }

    public void Dispose() => _client.Dispose();

    static DeliveryOutcome Outcome(HttpResponseMessage answer) =>
        (int)answer.StatusCode switch
        {
            >= 200 and < 300 => DeliveryOutcome.Accepted,
            408 or 425 or 429 or >= 500 => new DeliveryOutcome.Failed(
                $"answered HTTP {(int)answer.StatusCode}",
                answer.Headers.RetryAfter?.Delta
            ),
            >= 300 and < 400 => new DeliveryOutcome.Refused(
                $"answered HTTP {(int)answer.StatusCode}, a redirect: configure the address it points to"
            ),
            _ => new DeliveryOutcome.Refused($"refused it with HTTP {(int)answer.StatusCode}"),
        };

    /// <summary>The innermost fault says what happened; the words of HttpClient may repeat the address.</summary>
    static string Words(HttpRequestException fault) =>
        fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "its host name does not resolve",
            HttpRequestError.SecureConnectionError => $"TLS failed: {fault.GetBaseException().Message}",
            _ => fault.GetBaseException().Message,
        };

    static AuthenticationHeaderValue? Credentials(Uri url) =>
        url.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)))
            );
}
