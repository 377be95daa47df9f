using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Primacy.Tests.Deploying;

/// <summary>Stands between Prometheus and Primacy, and keeps what one asks for and the other answers with.</summary>
internal sealed class RecordingPassage : IAsyncDisposable
{
    readonly WebApplication _server;
    readonly HttpClient _http = new();
    readonly ConcurrentQueue<(string Accept, string ContentType)> _passed = new();

    RecordingPassage(WebApplication server) => _server = server;

    public IReadOnlyList<(string Accept, string ContentType)> Passed => [.. _passed];

    public string Authority => new Uri(_server.Urls.Single()).Authority;

    public static async Task<RecordingPassage> StartAsync(Uri target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var passage = new RecordingPassage(server);
        server.MapGet("/metrics", context => passage.PassAsync(context, new Uri(target, "/metrics")));
        await server.StartAsync();
        return passage;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    async Task PassAsync(HttpContext context, Uri target)
    {
        var accept = context.Request.Headers.Accept.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await _http.SendAsync(request, context.RequestAborted);
        var type = answer.Content.Headers.ContentType?.ToString() ?? "";
        _passed.Enqueue((accept, type));
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = type;
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
