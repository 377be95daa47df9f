using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web;

/// <summary>What programs ask.</summary>
internal static class ApiEndpoints
{
    const int IncidentsMax = 1000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/clusters", Replies.Guarded(Clusters));
        app.MapGet("/api/v1/clusters/{name}", Replies.Guarded(Cluster));
        app.MapGet("/api/v1/clusters/{name}/explanation", Replies.Guarded(ExplanationEndpoint.Explain));
        app.MapGet("/api/v1/incidents", Replies.Guarded(Incidents));
        app.MapGet("/api/v1/deliveries", Replies.Guarded(DeliveriesEndpoint.List));
        app.MapPost("/-/reload", Replies.Guarded(ReloadAsync));
    }

    static Task Clusters(HttpContext context) =>
        context.Json(
            [.. context.Service<SnapshotFeed>().Newest.Values.Select(ClusterReport.From)],
            ApiJson.Compact.IReadOnlyListClusterReport
        );

    static Task Cluster(HttpContext context)
    {
        var name = (string?)context.GetRouteValue("name") ?? "";
        return context.Service<SnapshotFeed>().Newest.TryGetValue(name, out var snapshot)
            ? context.Json(ClusterReport.From(snapshot), ApiJson.Compact.ClusterReport)
            : context.Error(StatusCodes.Status404NotFound, NoSuch(context, name));
    }

    public static string NoSuch(HttpContext context, string name) =>
        context.Service<WatchedClusters>()().Any(cluster => cluster.Name == name)
            ? $"The first look at the cluster '{name}' has not ended yet."
            : $"There is no cluster '{name}'. /api/v1/clusters lists those that are watched.";

    static Task Incidents(HttpContext context)
    {
        var all = context.Request.Query["all"].ToString();
        if (all is not ("" or "true" or "false"))
            return context.Error(StatusCodes.Status400BadRequest, $"all={all} is neither true nor false.");
        try
        {
            var incidents = context.Service<IncidentHistory>()(all == "true", IncidentsMax);
            return context.Json(
                [.. incidents.Select(IncidentReport.From)],
                ApiJson.Compact.IReadOnlyListIncidentReport
            );
        }
        catch (JournalException fault)
        {
            return context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }

    static async Task ReloadAsync(HttpContext context)
    {
        // A browser names the page that sends it here; no page but ours has any business with this.
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{context.Request.Scheme}://{context.Request.Host}")
        {
            await context.Error(StatusCodes.Status403Forbidden, $"A page of {origin} may not do this.");
            return;
        }
        var errors = await context.Service<Reload>()(context.RequestAborted);
        if (errors.Count == 0)
            await context.Text(StatusCodes.Status200OK, ["reloaded"]);
        else
            await context.Error(StatusCodes.Status422UnprocessableEntity, errors);
    }
}
