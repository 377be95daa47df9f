namespace Primacy.Exporter;

/// <summary>Serves <c>/metrics</c>.</summary>
internal static class MetricsEndpoint
{
    public static void Map(IEndpointRouteBuilder app)
    {
        // Made now and not at the first scrape, so that nothing that is counted before it is missed.
        var page = app.ServiceProvider.GetRequiredService<MetricsPage>();
        app.MapGet(
            "/metrics",
            async context =>
            {
                context.Response.ContentType = MetricsPage.ContentType;
                page.Write(context.Response.BodyWriter);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        );
    }
}
