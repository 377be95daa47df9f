using Primacy.Watching;
using Primacy.Web.Api;

namespace Primacy.Web;

/// <summary>Who was told of what, and what keeps others from being told.</summary>
internal static class DeliveriesEndpoint
{
    const int DeliveriesMax = 1000;

    public static Task List(HttpContext context)
    {
        var incident = context.Request.Query["incident"].ToString();
        try
        {
            var records = context.Service<DeliveryHistory>()(incident.Length == 0 ? null : incident, DeliveriesMax);
            return context.Json([.. records.Select(DeliveryReport.From)], ApiJson.Compact.IReadOnlyListDeliveryReport);
        }
        catch (JournalException fault)
        {
            return context.Error(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    }
}
