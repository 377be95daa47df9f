using Primacy.Acting;
using Primacy.Watching;
using Primacy.Web.Access;

namespace Primacy.Web.Routes;

/// <summary>Loading the configuration again, as Prometheus and Alertmanager have it.</summary>
internal static class ReloadRoutes
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("POST", "/-/reload", "Load the configuration again.", Rights.Acting(ReloadAsync))
        {
            Id = "reload",
            IsAct = true,
            Refusals = [422, 503],
        },
    ];

    static async Task ReloadAsync(HttpContext context, Actor actor)
    {
        try
        {
            context.Service<Acts>().Note("configuration.reload", "configuration", context.Why(), actor);
        }
        catch (JournalException fault)
        {
            await context.Error(503, $"What cannot be written down is not done. {fault.Message}");
            return;
        }
        var errors = await context.Service<Reload>()(context.RequestAborted);
        if (errors.Count == 0)
            await context.Text(StatusCodes.Status200OK, ["reloaded"]);
        else
            await context.Error(StatusCodes.Status422UnprocessableEntity, errors);
    }
}
