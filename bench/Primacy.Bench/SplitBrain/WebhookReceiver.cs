using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Primacy.Bench.SplitBrain;

/// <summary>Receives the webhooks of both set-ups and stamps each on arrival, before it is read.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<Arrival> _arrivals = new();

    WebhookReceiver(WebApplication app) => _app = app;

    public IReadOnlyCollection<Arrival> Arrivals => _arrivals;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/{receiver}", receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public Uri UrlFor(string receiver) =>
        new(
            new Uri(
                _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            ),
            receiver
        );

    /// <summary>
    /// The first arrival for a receiver, with a status, after a moment; throws when the deadline passes.
    /// </summary>
    public async Task<Arrival> WaitAsync(string receiver, string status, long after, TimeSpan deadline)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < deadline)
        {
            var found = _arrivals.FirstOrDefault(a =>
                a.Receiver == receiver && a.Status == status && a.Timestamp >= after
            );
            if (found is not null)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        throw new TimeoutException($"No {status} webhook of {receiver} within {deadline.TotalSeconds} s.");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task<IResult> ReceiveAsync(string receiver, HttpRequest request)
    {
        var timestamp = Stopwatch.GetTimestamp();
        using var body = await JsonDocument.ParseAsync(request.Body);
        foreach (var alert in body.RootElement.GetProperty("alerts").EnumerateArray())
        {
            var name = alert.GetProperty("labels").GetProperty("alertname").GetString()!;
            _arrivals.Enqueue(new(receiver, alert.GetProperty("status").GetString()!, name, timestamp));
        }
        return Results.Ok();
    }
}
