using System.Globalization;
using System.Net.ServerSentEvents;
using Primacy.Watching;
using Primacy.Web.Access;
using Primacy.Web.Live;
using Primacy.Web.Pages;
using Primacy.Web.Routes;

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
        app.MapGet("/clusters/{name}", Replies.Guarded(Cluster));
        app.MapGet("/clusters/{name}/events", Replies.Guarded(ClusterEventsAsync));
        app.MapGet("/assets/{name}", Replies.Guarded(Asset));
    }

    static Task Page(HttpContext context)
    {
        var query = WallQuery.Of(context.Request);
        var page = Fragments.Of(
            new WallModel
            {
                Query = query,
                Leadership = context.Service<LeadershipState>()().Sentence,
                Page = context.Service<WallPages>().Find(query)(isLive: false),
                Now = context.Service<TimeProvider>().GetUtcNow(),
                Actor = Rights.ActorOf(context)?.Name,
                MaySignIn = context.Service<AccessRules>().HasTokens,
            }
        );
        return ((IResult)page).ExecuteAsync(context);
    }

    static Task Cluster(HttpContext context)
    {
        var (name, hours) = (context.Named("name"), HoursOf(context));
        if (context.Service<ClusterPages>().Find(name, hours) is not { } show)
            return context.Error(StatusCodes.Status404NotFound, $"There is no cluster '{name}'. / shows all.");
        var page = Fragments.Of(
            new ClusterModel
            {
                Name = name,
                Hours = hours,
                Page = show(isLive: false),
                Now = context.Service<TimeProvider>().GetUtcNow(),
                Actor = Rights.ActorOf(context)?.Name,
                MaySignIn = context.Service<AccessRules>().HasTokens,
            }
        );
        return ((IResult)page).ExecuteAsync(context);
    }

    static Task ClusterEventsAsync(HttpContext context) =>
        context.Service<ClusterPages>().Find(context.Named("name"), HoursOf(context)) is { } show
            ? StreamAsync(context, show)
            : context.Error(StatusCodes.Status404NotFound, $"There is no cluster '{context.Named("name")}'.");

    /// <summary>Only what is offered: a journal is not read for years because an address says so.</summary>
    static int HoursOf(HttpContext context) =>
        int.TryParse(context.Request.Query["hours"], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && LanesDrawing.HoursChoices.Contains(hours)
            ? hours
            : LanesDrawing.HoursDefault;

    static Task EventsAsync(HttpContext context) =>
        StreamAsync(context, context.Service<WallPages>().Find(WallQuery.Of(context.Request)));

    static async Task StreamAsync(HttpContext context, ShowPage show)
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
            var stream = new LiveStream(show, context.Service<TimeProvider>());
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
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
