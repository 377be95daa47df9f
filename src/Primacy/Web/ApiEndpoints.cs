using Primacy.Web.OpenApi;
using Primacy.Web.Routes;

namespace Primacy.Web;

/// <summary>What programs ask.</summary>
internal static class ApiEndpoints
{
    /// <summary>Everything that the API does, in the order of its description.</summary>
    public static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. ClusterRoutes.All,
        .. PlanRoutes.All,
        .. IncidentRoutes.All,
        .. StoryRoutes.All,
        .. AcknowledgementRoutes.All,
        .. SilenceRoutes.All,
        .. MaintenanceRoutes.All,
        .. AuditRoutes.All,
        .. DeliveryRoutes.All,
        .. LeadershipRoutes.All,
        .. ReloadRoutes.All,
    ];

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var operation in Operations)
            app.MapMethods(operation.Path, [operation.Method], operation.Handler);
        var description = new Lazy<byte[]>(() => ApiDescription.Write(Operations));
        app.MapGet(
            "/openapi.json",
            Replies.Guarded(context =>
                TypedResults.Bytes(description.Value, "application/json; charset=utf-8").ExecuteAsync(context)
            )
        );
    }
}
