using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Primacy.Notifications;

namespace Primacy.Tests.Notifications.Contract;

/// <summary>A real web server in the place of a receiver.</summary>
sealed class HttpStage : IStage
{
    readonly WebApplication _server;
    readonly ConcurrentQueue<HttpPosted> _posts = new();
    readonly CancellationTokenSource _end = new();
    readonly HttpManner _manner;
    int _attempts;
    int _atOnce;
    int _atOnceMost;

    HttpStage(WebApplication server, HttpManner manner) => (_server, _manner) = (server, manner);

    public Behaviour Behaviour { get; set; }

    public string Secret => HttpManner.Secret;

    public int Attempts => Volatile.Read(ref _attempts);

    public int AtOnceMost => Volatile.Read(ref _atOnceMost);

    public IReadOnlyList<HttpPosted> Posts => [.. _posts];

    public IReadOnlyList<string> Told => [.. _posts.Select(_manner.Words)];

    public Uri Url => new(_server.Urls.Single());

    public static async Task<IStage> StartAsync(HttpManner manner) => await StartHttpAsync(manner);

    public static async Task<HttpStage> StartHttpAsync(HttpManner manner)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var stage = new HttpStage(server, manner);
        server.Run(stage.AnswerAsync);
        await server.StartAsync();
        return stage;
    }

    public ReceiverOptions Options(TimeSpan timeout) => _manner.Options(Url) with { Timeout = timeout };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _server.DisposeAsync();
        _end.Dispose();
    }

    async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _attempts);
        var atOnce = Interlocked.Increment(ref _atOnce);
        while (atOnce > AtOnceMost)
            Interlocked.CompareExchange(ref _atOnceMost, atOnce, AtOnceMost);
        try
        {
            await AnswerAsync(context, Behaviour);
        }
        catch (OperationCanceledException) { }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    async Task AnswerAsync(HttpContext context, Behaviour behaviour)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        switch (behaviour)
        {
            case Behaviour.Takes:
                _posts.Enqueue(
                    new(
                        context.Request.Path + context.Request.QueryString,
                        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                        body
                    )
                );
                await WriteAsync(context, _manner.Status, "application/json", _manner.Accepts);
                break;
            case Behaviour.IsBusy:
                // One that tells its callers what they sent may tell a secret.
                await WriteAsync(context, 503, "text/plain", $"busy; you said {Secret} at {context.Request.Path}");
                break;
            case Behaviour.Refuses:
                await WriteAsync(context, 403, "text/plain", $"wrong key {Secret} at {context.Request.Path}");
                break;
            case Behaviour.TalksNonsense when _manner.HasOwnAnswer:
                await WriteAsync(context, 200, "text/html", $"<html>Please log in to this network. {Secret}</html>");
                break;
            case Behaviour.TalksNonsense:
                context.Abort();
                break;
            case Behaviour.Hangs:
                using (var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted))
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token);
                break;
        }
    }

    static Task WriteAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
