namespace Primacy.Web;

/// <summary>
/// All that is served over HTTP but the metrics. It needs <see cref="Watching.SnapshotFeed"/>, <see cref="Reload"/>,
/// <see cref="IncidentHistory"/>, <see cref="WatchedClusters"/> and a TimeProvider among the services.
/// </summary>
internal static class WebEndpoints
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Liveness>();
        services.AddSingleton<Cards>();
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        HealthEndpoints.Map(app);
        ApiEndpoints.Map(app);
        PageEndpoints.Map(app);
    }
}
