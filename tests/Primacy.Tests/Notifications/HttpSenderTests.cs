using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Primacy.Notifications;
using Primacy.Notifications.Http;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>What comes of answers, right ones and wrong ones, said by the byte.</summary>
public sealed class HttpSenderTests : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HttpSenderTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("204 No Content", "")]
    [InlineData("200 OK", "")]
    [InlineData("202 Accepted", "<html>")]
    public async Task Any_2xx_accepts_where_any_answer_is_good(string status, string body) =>
        Assert.Equal(DeliveryOutcome.Accepted, await SendAsync(Answer(status, body)));

    [Theory]
    [InlineData("408 Request Timeout")]
    [InlineData("425 Too Early")]
    [InlineData("429 Too Many Requests")]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    public async Task What_passes_is_a_failure_with_its_reason(string status)
    {
        var failed = Assert.IsType<DeliveryOutcome.Failed>(await SendAsync(Answer(status, "out\r\nof order")));

        Assert.Equal($"answered HTTP {status[..3]}: out of order", failed.Why);
        Assert.Null(failed.Pause);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("401 Unauthorized")]
    [InlineData("404 Not Found")]
    [InlineData("410 Gone")]
    public async Task What_a_person_must_mend_is_a_refusal_with_its_reason(string status)
    {
        var refused = Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(Answer(status, """{"error":"no"}""")));

        Assert.Equal($$"""refused it with HTTP {{status[..3]}}: {"error":"no"}""", refused.Why);
    }

    [Fact]
    public async Task A_redirect_is_a_refusal_that_says_what_to_do()
    {
        var outcome = await SendAsync(Answer("302 Found", "", "Location: https://login.example/"));

        Assert.Contains("configure the address", Assert.IsType<DeliveryOutcome.Refused>(outcome).Why);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sun, 01 Mar 2026 03:01:30 GMT", 90)]
    public async Task A_wish_for_a_pause_is_passed_on(string wish, int seconds)
    {
        var outcome = await SendAsync(Answer("429 Too Many Requests", "", $"Retry-After: {wish}"));

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<DeliveryOutcome.Failed>(outcome).Pause);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 1000\r\n\r\nshort")]
    public async Task What_is_no_whole_answer_is_a_failure(string answer) =>
        Assert.IsType<DeliveryOutcome.Failed>(await SendAsync(answer, _ => null));

    [Fact]
    public async Task Of_an_answer_without_end_the_beginning_is_read()
    {
        var endless = $"HTTP/1.1 400 Bad Request\r\nContent-Length: 100000000\r\n\r\n{new string('x', 1_000_000)}";

        var refused = Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(endless));

        Assert.InRange(refused.Why.Length, 100, 400);
    }

    [Fact]
    public async Task A_secret_that_is_cut_off_at_the_end_of_a_reason_is_hidden_all_the_same()
    {
        var body = $"{new string('x', 270)} a-long-secret-token";

        var refused = Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(Answer("400 Bad Request", body)));

        Assert.DoesNotContain("a-long", refused.Why, StringComparison.Ordinal);
    }

    static string Answer(string status, string body, string header = "X-A: b") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{header}\r\nConnection: close\r\n\r\n{body}";

    async Task<DeliveryOutcome> SendAsync(string answer, Func<HttpAnswer, string?>? objection = null)
    {
        var serving = ServeAsync(answer);
        using var sender = new HttpSender(TimeSpan.FromSeconds(20), new FakeTimeProvider(Stories.Start));
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        using var request = JsonRequests.Post(url, "{}"u8.ToArray());
        var outcome = await sender.SendAsync(request, ["a-long-secret-token"], objection);
        await serving;
        return outcome;
    }

    async Task ServeAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = new byte[4096];
        // The body is two bytes, which are the last.
        for (var count = 0; !request.AsSpan(0, count).EndsWith("{}"u8); )
            count += await stream.ReadAsync(request.AsMemory(count), TestContext.Current.CancellationToken);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Who has read enough goes away.
        }
    }
}
