namespace Primacy.Web;

/// <summary>All that is served over HTTP but the metrics.</summary>
internal static class WebEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        HealthEndpoints.Map(app);
        ApiEndpoints.Map(app);
        PageEndpoints.Map(app);
    }
}
