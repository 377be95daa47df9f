using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Http;

/// <summary>Sends a request to a receiver and says what came of it in the same words for all who speak HTTP.</summary>
internal sealed class HttpSender(TimeSpan timeout, TimeProvider time) : IDisposable
{
    /// <summary>An answer is a few words; whoever says more says nothing that we wait for.</summary>
    const int AnswerBytesMax = 16 * 1024;

    static readonly ProductInfoHeaderValue Agent = new(
        "primacy",
        typeof(HttpSender).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
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
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="secrets">What may appear in no message, whatever the receiver answers.</param>
    /// <param name="objection">
    /// Why an answer with a 2xx is none of this receiver, as the end of a sentence; a proxy's page, say. Null when it
    /// is one, or where any is good.
    /// </param>
    public async Task<DeliveryOutcome> SendAsync(
        HttpRequestMessage request,
        IReadOnlyList<string> secrets,
        Func<HttpAnswer, string?>? objection = null
    )
    {
        request.Headers.UserAgent.Add(Agent);
        using var late = new CancellationTokenSource(timeout, time);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
            var isTaken = response.IsSuccessStatusCode;
            if (isTaken && objection is null)
                return DeliveryOutcome.Accepted;
            var answer = await ReadAsync(response, late.Token);
            return !isTaken ? Outcome(response, Reason(answer, secrets))
                : objection!(answer) is { } words ? new DeliveryOutcome.Failed(Hidden(words, secrets))
                : DeliveryOutcome.Accepted;
        }
        catch (HttpRequestException fault)
        {
            return new DeliveryOutcome.Failed(Hidden($"cannot be reached: {Words(fault)}", secrets));
        }
        catch (SocketException fault)
        {
            // HttpClient lets it through bare when a connection ends in the moment in which it was made.
            return new DeliveryOutcome.Failed(Hidden($"cannot be reached: {fault.Message}", secrets));
        }
        catch (IOException fault)
        {
            return new DeliveryOutcome.Failed(Hidden($"broke off its answer: {fault.Message}", secrets));
        }
        catch (OperationCanceledException)
        {
            return new DeliveryOutcome.Failed($"did not answer within {timeout.TotalSeconds:0.###} s");
        }
    }

    public void Dispose() => _client.Dispose();

    DeliveryOutcome Outcome(HttpResponseMessage answer, string reason) =>
        (int)answer.StatusCode switch
        {
            408 or 425 or 429 or >= 500 => new DeliveryOutcome.Failed(
                $"answered HTTP {(int)answer.StatusCode}{reason}",
                Pause(answer.Headers.RetryAfter)
            ),
            >= 300 and < 400 => new DeliveryOutcome.Refused(
                $"answered HTTP {(int)answer.StatusCode}, a redirect: configure the address it points to"
            ),
            _ => new DeliveryOutcome.Refused($"refused it with HTTP {(int)answer.StatusCode}{reason}"),
        };

    TimeSpan? Pause(RetryConditionHeaderValue? wish) =>
        wish?.Delta ?? (wish?.Date is { } date ? date - time.GetUtcNow() : null);

    static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken late)
    {
        await using var body = await response.Content.ReadAsStreamAsync(late);
        var bytes = new byte[AnswerBytesMax];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, late);
        return new HttpAnswer(
            response.Content.Headers.ContentType?.MediaType ?? "",
            Encoding.UTF8.GetString(bytes, 0, count)
        );
    }

    /// <summary>A web page is nothing to read in a log.</summary>
    static string Reason(HttpAnswer answer, IReadOnlyList<string> secrets) =>
        answer.IsPage || string.IsNullOrWhiteSpace(answer.Text) ? "" : $": {Hidden(answer.Text, secrets)}";

    /// <summary>
    /// One bearable line without what is secret. It is looked for before the line is cut, so that none is cut in two.
    /// </summary>
    static string Hidden(string text, IReadOnlyList<string> secrets) =>
        PlainText.Line(
            secrets
                .Where(secret => secret.Length > 0)
                .Aggregate(text, (words, secret) => words.Replace(secret, "***", StringComparison.Ordinal)),
            PlainText.ReasonMax
        );

    /// <summary>The innermost fault says what happened; the words of HttpClient may repeat the address.</summary>
    static string Words(HttpRequestException fault) =>
        fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "its host name does not resolve",
            HttpRequestError.SecureConnectionError => $"TLS failed: {fault.GetBaseException().Message}",
            _ => fault.GetBaseException().Message,
        };
}
