using Primacy.Acting;
using Primacy.Muting;
using Primacy.Web.Access;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Acknowledgements of incidents.</summary>
internal static class AcknowledgementRoutes
{
    const string Path = "/api/v1/incidents/{id}/acknowledgement";

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("GET", Path, "Who knows of an incident and sees to it.", Replies.Guarded(One))
        {
            Id = "getAcknowledgement",
            Parameters = [IncidentRoutes.Key],
            Answer = ApiJson.Compact.AcknowledgementReport,
            Refusals = [404],
        },
        new("PUT", Path, "Say that you know of it: news are muted unless it grows worse.", Rights.Acting(PutAsync))
        {
            Id = "acknowledge",
            Parameters = [IncidentRoutes.Key],
            Body = ApiJson.Strict.AcknowledgementOrder,
            Answer = ApiJson.Compact.AcknowledgementReport,
            IsAct = true,
            Refusals = [400, 404, 415, 422, 503],
        },
        new("DELETE", Path, "Take an acknowledgement back.", Rights.Acting(Delete))
        {
            Id = "unacknowledge",
            Parameters = [IncidentRoutes.Key, ApiParameter.Why],
            Answer = ApiJson.Compact.AcknowledgementReport,
            IsAct = true,
            Refusals = [404, 503],
        },
    ];

    static Task One(HttpContext context)
    {
        var (key, now) = (context.Named("id"), context.Service<TimeProvider>().GetUtcNow());
        var incident = context.Service<IncidentLookup>()(key);
        return context.Service<MuteBook>().Acknowledged(key, incident, now).FirstOrDefault() is { } known
            ? context.Json(AcknowledgementReport.From(known), ApiJson.Compact.AcknowledgementReport)
            : context.Error(404, $"There is no acknowledgement of an incident '{key}'.");
    }

    static async Task PutAsync(HttpContext context, Actor actor)
    {
        if (await Bodies.ReadAsync(context, ApiJson.Strict.AcknowledgementOrder) is { } order)
            await context.ActAsync(
                acts => acts.Acknowledge(context.Named("id"), order.Until.ToUniversalTime(), order.Why, actor),
                AcknowledgementReport.From,
                ApiJson.Compact.AcknowledgementReport
            );
    }

    static Task Delete(HttpContext context, Actor actor) =>
        context.ActAsync(
            acts => acts.Unacknowledge(context.Named("id"), context.Why(), actor),
            AcknowledgementReport.From,
            ApiJson.Compact.AcknowledgementReport
        );
}
