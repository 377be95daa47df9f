using Primacy.Analysis;
using Primacy.Watching;
using Primacy.Web.Api;
using Primacy.Web.Routes;

namespace Primacy.Web;

/// <summary>Explains what is seen of a cluster, or with <c>?at=</c> what was known of it then.</summary>
internal static class ExplanationEndpoint
{
    public static Task Explain(HttpContext context)
    {
        var name = (string?)context.GetRouteValue("name") ?? "";
        var at = context.Request.Query["at"].ToString();
        if (at.Length > 0)
            return ExplainThen(context, name, at);
        return context.Service<SnapshotFeed>().Newest.TryGetValue(name, out var snapshot)
            ? context.Json(
                ExplanationReport.From(snapshot.View, snapshot.Assessment, askedFor: null),
                ApiJson.Compact.ExplanationReport
            )
            : context.Error(StatusCodes.Status404NotFound, ClusterRoutes.NoSuch(context, name));
    }

    static Task ExplainThen(HttpContext context, string name, string text)
    {
        var now = context.Service<TimeProvider>().GetUtcNow();
        if (Instant.Parse(text, now) is not { } at)
            return context.Error(StatusCodes.Status400BadRequest, $"at={text} is no time. Write {Instant.Forms}.");
        try
        {
            var past = context.Service<LookHistory>()(name, at);
            return past.View is { } view
                ? context.Json(
                    ExplanationReport.From(view, PolicyOf(context, name), at),
                    ApiJson.Compact.ExplanationReport
                )
                : context.Error(StatusCodes.Status404NotFound, NothingKnown(context, name, at, past));
        }
        catch (JournalException fault)
        {
            return context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }

    /// <summary>Today's policy: what is replayed is what was seen, not how it was judged.</summary>
    public static AnalysisPolicy PolicyOf(HttpContext context, string name) =>
        context.Service<WatchedClusters>()().FirstOrDefault(cluster => cluster.Name == name)?.Policy.Analysis
        ?? ClusterPolicy.Default.Analysis;

    public static string NothingKnown(HttpContext context, string name, DateTimeOffset at, PastLook past) =>
        past.First is { } || context.Service<WatchedClusters>()().Any(cluster => cluster.Name == name)
            ? past.NothingKnown(name, at)
            : ClusterRoutes.NoSuch(context, name);
}
