using Primacy.Web.Access;

namespace Primacy.Web;

/// <summary>All that is served over HTTP but the metrics.</summary>
internal static class WebEndpoints
{
    /// <summary>Before all that is served, the metrics included.</summary>
    public static void Guard(IApplicationBuilder app) => app.Use(next => context => Rights.PassAsync(context, next));

    public static void Map(IEndpointRouteBuilder app)
    {
        HealthEndpoints.Map(app);
        ApiEndpoints.Map(app);
        PageEndpoints.Map(app);
        ActPages.Map(app);
        PlanPages.Map(app);
        IncidentPages.Map(app);
    }
}
