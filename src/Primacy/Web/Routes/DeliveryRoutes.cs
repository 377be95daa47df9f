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
            Replies.Guarded(DeliveriesEndpoint.List)
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
}
