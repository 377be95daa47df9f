using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Primacy.Incidents;
using Primacy.Notifications.Http;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Alertmanager;

/// <summary>
/// Alerts as Prometheus sends them to Alertmanager's API v2: the labels and annotations of the webhook, and an end in
/// the future while they fire, so that they end by themselves when nobody is left to send them.
/// </summary>
internal static class AlertmanagerAlerts
{
    public static byte[] Of(IncidentEvent happened, NotifierContext context, TimeSpan lasts)
    {
        var incident = happened.Incident;
        var annotations = JsonSerializer.SerializeToNode(
            WebhookAnnotations.Of(incident),
            WebhookJson.Default.WebhookAnnotations
        );
        var alert = new JsonObject
        {
            ["labels"] = JsonSerializer.SerializeToNode(WebhookLabels.Of(incident), WebhookJson.Default.WebhookLabels),
            ["annotations"] = annotations,
            ["startsAt"] = Time(incident.FiredAt ?? incident.Since),
            ["endsAt"] = Time(incident.ResolvedAt ?? context.Time.GetUtcNow() + lasts),
        };
        if (Notice.LinkTo(incident.Cluster, context.Page) is { } link)
            alert["generatorURL"] = link.AbsoluteUri;
        return JsonRequests.Write(new JsonArray(alert));
    }

    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
