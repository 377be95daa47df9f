namespace Primacy.Web;

/// <summary>What a supervisor asks: does it live, and may it be relied on.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", Replies.Guarded(context => Say(context, context.Service<Liveness>().Silent())));
        app.MapGet("/readyz", Replies.Guarded(context => Say(context, context.Service<Liveness>().Incomplete())));
    }

    static Task Say(HttpContext context, IReadOnlyList<string> faults) =>
        faults.Count == 0
            ? context.Text(StatusCodes.Status200OK, ["ok"])
            : context.Text(StatusCodes.Status503ServiceUnavailable, faults);
}
