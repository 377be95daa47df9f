using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Primacy.Tests.Notifications;

/// <summary>A real web server that keeps what is posted to it and answers as it is told to.</summary>
sealed class RecordingReceiver : IAsyncDisposable
{
    readonly WebApplication _server;
    readonly ConcurrentQueue<string> _bodies = new();

    RecordingReceiver(WebApplication server) => _server = server;

    /// <summary>What is answered, told the body; 200 unless a test says otherwise.</summary>
    public Func<string, Task<int>> Answer { get; set; } = _ => Task.FromResult(200);

    /// <summary>The headers of the newest post.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Bodies => [.. _bodies];

    public Uri Url => new($"{_server.Urls.Single()}/hook/s3cret");

    /// <summary>"incident status" of every post, in the order in which they came in.</summary>
    public IReadOnlyList<string> Told => [.. _bodies.Select(Words)];

    public static async Task<RecordingReceiver> Start(string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var server = builder.Build();
        var receiver = new RecordingReceiver(server);
        // Also where one posts to a path of an API below.
        server.MapPost("/hook/s3cret/{**path}", receiver.Take);
        await server.StartAsync();
        return receiver;
    }

    public static string Words(string body)
    {
        using var message = JsonDocument.Parse(body);
        var alert = message.RootElement.GetProperty("alerts")[0];
        return $"{alert.GetProperty("annotations").GetProperty("incident").GetString()} "
            + alert.GetProperty("status").GetString();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        // A copy, because the server takes its own back at the end of the request.
        Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        _bodies.Enqueue(body);
        context.Response.StatusCode = await Answer(body);
    }
}
