using Primacy.Notifications;
using Primacy.Web.Api;

namespace Primacy.Web.Routes;

/// <summary>Who was told of what.</summary>
internal static class DeliveryRoutes
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(
            "GET",
            "/api/v1/deliveries",
            "Who was told of what, and what keeps others from being told, the newest first.",
            Replies.Guarded(List)
        )
        {
            Id = "listDeliveries",
            Parameters =
            [
                new("incident", "query", "string", "Of the incident with this key only."),
                ApiParameter.Limit,
                ApiParameter.After,
            ],
            Answer = ApiJson.Compact.IReadOnlyListDeliveryReport,
            Refusals = [400, 503],
        },
    ];

    static Task List(HttpContext context)
    {
        var incident = context.Request.Query["incident"].ToString();
        return new NumberedList<DeliveryRecord, DeliveryReport>(
            "a delivery",
            (before, limit) =>
                context.Service<DeliveryHistory>()(incident.Length == 0 ? null : incident, limit, before),
            delivery => delivery.Id,
            DeliveryReport.From,
            ApiJson.Compact.IReadOnlyListDeliveryReport
        ).AnswerAsync(context);
    }
}
