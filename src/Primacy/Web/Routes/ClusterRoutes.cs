using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Clusters, as they were last looked at.</summary>
internal static class ClusterRoutes
{
    static readonly ApiParameter s_name = new("name", "path", "string", "The cluster's name.");

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", "/api/v1/clusters", "Every cluster that has been looked at.", Replies.Guarded(List))
        {
            Id = "listClusters",
            Answer = ApiJson.Compact.IReadOnlyListClusterReport,
        },
        new("GET", "/api/v1/clusters/{name}", "One cluster.", Replies.Guarded(One))
        {
            Id = "getCluster",
            Parameters = [s_name],
            Answer = ApiJson.Compact.ClusterReport,
            Refusals = [404],
        },
        new(
            "GET",
            "/api/v1/clusters/{name}/explanation",
            "What was seen of a cluster, what follows from it, and what is missing to know more.",
            Replies.Guarded(ExplanationEndpoint.Explain)
        )
        {
            Id = "explainCluster",
            Parameters = [s_name, new("at", "query", "string", $"As it was known then: {Instant.Forms}.")],
            Answer = ApiJson.Compact.ExplanationReport,
            Refusals = [400, 404, 503],
        },
    ];

    public static string NoSuch(HttpContext context, string name) =>
        context.Service<WatchedClusters>()().Any(cluster => cluster.Name == name)
            ? $"The first look at the cluster '{name}' has not ended yet."
            : $"There is no cluster '{name}'. /api/v1/clusters lists those that are watched.";

    static Task List(HttpContext context) =>
        context.Json(
            [.. context.Service<SnapshotFeed>().Newest.Values.Select(ClusterReport.From)],
            ApiJson.Compact.IReadOnlyListClusterReport
        );

    static Task One(HttpContext context)
    {
        var name = (string?)context.GetRouteValue("name") ?? "";
        return context.Service<SnapshotFeed>().Newest.TryGetValue(name, out var snapshot)
            ? context.Json(ClusterReport.From(snapshot), ApiJson.Compact.ClusterReport)
            : context.Error(StatusCodes.Status404NotFound, NoSuch(context, name));
    }
}
