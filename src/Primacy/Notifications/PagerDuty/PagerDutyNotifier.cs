using System.Globalization;
using System.Text.Json.Nodes;
using Primacy.Analysis;
using Primacy.Notifications.Http;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.PagerDuty;

/// <summary>
/// Triggers and resolves alerts of PagerDuty. See https://developer.pagerduty.com/docs/events-api-v2/trigger-events/.
/// </summary>
internal sealed class PagerDutyNotifier(PagerDutyOptions options, NotifierContext context) : INotifier
{
    const int SummaryMax = 1024;

    readonly HttpSender _sender = new(options.Timeout, context.Time);

    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery)
    {
        if (!options.RoutingKey.TryRead(out var key, out var fault))
            return new DeliveryOutcome.Refused(fault);
        using var request = JsonRequests.Post(options.Url, Message(Notice.Of(delivery, context), key));
        return await _sender.SendAsync(
            request,
            [key],
            answer => answer.Field("status") is null ? "answered with something that is not PagerDuty's" : null
        );
    }

    public void Dispose() => _sender.Dispose();

    /// <summary>The incident's key makes every event of it one alert, however often it is sent.</summary>
    static JsonObject Message(Notice notice, string routingKey)
    {
        var incident = notice.Incident;
        var message = new JsonObject
        {
            ["routing_key"] = routingKey,
            ["event_action"] = notice.IsOver ? "resolve" : "trigger",
            ["dedup_key"] = incident.Key,
            ["payload"] = new JsonObject
            {
                ["summary"] = PlainText.Line(notice.OwnTitle ?? $"{incident.Cluster}: {notice.Summary}", SummaryMax),
                ["source"] = incident.Cluster,
                ["severity"] = notice.Severity,
                ["timestamp"] = incident.Since.UtcDateTime.ToString("o", CultureInfo.InvariantCulture),
                ["group"] = incident.Cluster,
                ["class"] = incident.Code.Slug,
                ["custom_details"] = Details(notice),
            },
            ["client"] = "Primacy",
        };
        if (notice.Link is { } link)
            message["client_url"] = link.AbsoluteUri;
        return message;
    }

    static JsonObject Details(Notice notice)
    {
        var details = new JsonObject();
        if (notice.OwnText is { } own)
            details["Text"] = own;
        foreach (var fact in notice.Facts)
            details[fact.Name] = fact.Text;
        return details;
    }
}
