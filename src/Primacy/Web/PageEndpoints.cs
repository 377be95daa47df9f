using System.Net.ServerSentEvents;
using Primacy.Watching;
using Primacy.Web.Access;
using Primacy.Web.Pages;

namespace Primacy.Web;

/// <summary>What people look at.</summary>
internal static class PageEndpoints
{
    const int OnlookersMax = 200;

    static int s_onlookers;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", Replies.Guarded(Page));
        app.MapGet("/events", Replies.Guarded(EventsAsync));
        app.MapGet("/assets/{name}", Replies.Guarded(Asset));
    }

    static Task Page(HttpContext context) =>
        (
            (IResult)
                Fragments.Of(
                    context.Service<Cards>().Page() with
                    {
                        Actor = Rights.ActorOf(context)?.Name,
                        MaySignIn = context.Service<AccessRules>().HasTokens,
                    }
                )
        ).ExecuteAsync(context);

    static async Task EventsAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref s_onlookers) > OnlookersMax)
        {
            Interlocked.Decrement(ref s_onlookers);
            await context.Error(StatusCodes.Status503ServiceUnavailable, "Too many pages are open.");
            return;
        }
        try
        {
            // Without the second token an open page would hold up the end of the process.
            var stopping = context.Service<IHostApplicationLifetime>().ApplicationStopping;
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            var stream = new EventStream(
                context.Service<SnapshotFeed>(),
                context.Service<Cards>(),
                context.Service<TimeProvider>()
            );
            await TypedResults.ServerSentEvents(Until(stream.ReadAsync(ends.Token))).ExecuteAsync(context);
        }
        finally
        {
            Interlocked.Decrement(ref s_onlookers);
        }
    }

    /// <summary>The end of a stream is no fault of anybody.</summary>
    static async IAsyncEnumerable<SseItem<string>> Until(IAsyncEnumerable<SseItem<string>> items)
    {
        await using var all = items.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await all.MoveNextAsync())
                    yield break;
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
            yield return all.Current;
        }
    }

    static Task Asset(HttpContext context)
    {
        var name = (string?)context.GetRouteValue("name") ?? "";
        var type = Path.GetExtension(name) switch
        {
            ".css" => "text/css",
            ".js" => "text/javascript",
            ".svg" => "image/svg+xml",
            _ => null,
        };
        if (type is null || typeof(PageEndpoints).Assembly.GetManifestResourceStream($"assets/{name}") is not { } file)
            return context.Error(StatusCodes.Status404NotFound, $"There is no '{name}' here.");
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(file, $"{type}; charset=utf-8").ExecuteAsync(context);
    }
}
