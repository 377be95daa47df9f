using System.Globalization;
using Primacy.Watching;
using Primacy.Web.Api;
using Primacy.Web.Routes;

namespace Primacy.Web;

/// <summary>Who was told of what, and what keeps others from being told.</summary>
internal static class DeliveriesEndpoint
{
    public static Task List(HttpContext context)
    {
        if (Paging.Of(context.Request) is not { } paging)
            return Paging.Refuse(context);
        var before = 0L;
        if (
            paging.After is { } after
            && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before)
        )
            return context.Error(400, $"after={after} is no number of a delivery.");
        var incident = context.Request.Query["incident"].ToString();
        try
        {
            var part = context.Service<DeliveryHistory>()(
                incident.Length == 0 ? null : incident,
                paging.Limit,
                paging.After is null ? null : before
            );
            if (part.Count > 0)
                paging.Link(context, part.Count, part[^1].Id.ToString(CultureInfo.InvariantCulture));
            return context.Json([.. part.Select(DeliveryReport.From)], ApiJson.Compact.IReadOnlyListDeliveryReport);
        }
        catch (JournalException fault)
        {
            return context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }
}
