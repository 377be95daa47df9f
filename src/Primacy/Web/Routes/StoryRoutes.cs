using Primacy.Acting;
using Primacy.Storytelling;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Reports of incidents, for post-mortems.</summary>
internal static class StoryRoutes
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(
            "GET",
            "/api/v1/incidents/{id}/report",
            "An incident's story: what was seen when, what it became, who did what and who was told.",
            Replies.Guarded(context => Stories.TellAsync(context, story => Json(context, story)))
        )
        {
            Id = "reportIncident",
            Parameters = [IncidentRoutes.Key],
            Answer = ApiJson.Compact.StoryReport,
            Refusals = [404, 503],
        },
        new(
            "GET",
            "/api/v1/incidents/{id}/report.md",
            "The same as Markdown.",
            Replies.Guarded(context => Stories.TellAsync(context, story => Markdown(context, story)))
        )
        {
            Id = "reportIncidentAsMarkdown",
            Parameters = [IncidentRoutes.Key],
            Refusals = [404, 503],
        },
    ];

    static Task Json(HttpContext context, Story story)
    {
        Name(context, story, "json");
        var incident = IncidentRoutes.Report(
            story.Incident,
            context.Service<MuteBook>(),
            context.Service<TimeProvider>().GetUtcNow()
        );
        return context.Json(StoryReport.From(story, incident), ApiJson.Compact.StoryReport);
    }

    static Task Markdown(HttpContext context, Story story)
    {
        Name(context, story, "md");
        context.Response.ContentType = "text/markdown; charset=utf-8";
        return context.Response.WriteAsync(StoryMarkdown.Of(story), context.RequestAborted);
    }

    /// <summary>A browser keeps it as a file of that name.</summary>
    static void Name(HttpContext context, Story story, string extension) =>
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{Stories.FileName(story, extension)}\"";
}
