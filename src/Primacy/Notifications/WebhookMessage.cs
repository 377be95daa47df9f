using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Primacy.Incidents;
using Primacy.Notifications.Words;

namespace Primacy.Notifications;

/// <summary>
/// Alertmanager's webhook format, version 4, so that whatever takes Alertmanager's pages takes ours. See
/// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config.
/// </summary>
internal sealed record WebhookMessage(
    string Version,
    string GroupKey,
    int TruncatedAlerts,
    string Status,
    string Receiver,
    WebhookGroup GroupLabels,
    WebhookLabels CommonLabels,
    WebhookAnnotations CommonAnnotations,
    [property: JsonPropertyName("externalURL")] string ExternalUrl,
    IReadOnlyList<WebhookAlert> Alerts
)
{
    /// <summary>Go's zero time, which the format shows as the end of an alert that has none yet.</summary>
    const string NotEnded = "0001-01-01T00:00:00Z";

    /// <param name="happened">What is told.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="page">Where Primacy's page is, if it is anywhere.</param>
    public static WebhookMessage Of(IncidentEvent happened, string receiver, Uri? page)
    {
        var incident = happened.Incident;
        var status = incident.Phase is IncidentPhase.Resolved ? "resolved" : "firing";
        var labels = WebhookLabels.Of(incident);
        var annotations = WebhookAnnotations.Of(incident);
        var alert = new WebhookAlert(
            status,
            labels,
            annotations,
            Time(incident.FiredAt ?? incident.Since),
            incident.ResolvedAt is { } end ? Time(end) : NotEnded,
            Notice.LinkTo(incident.Cluster, page)?.AbsoluteUri ?? "",
            Fingerprints.Of(labels)
        );
        return new WebhookMessage(
            "4",
            $"{{}}:{{alertname={Quoted(labels.Alertname)}, cluster={Quoted(labels.Cluster)}}}",
            0,
            status,
            receiver,
            new WebhookGroup(labels.Alertname, labels.Cluster),
            labels,
            annotations,
            page?.ToString() ?? "",
            [alert]
        );
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, WebhookJson.Default.WebhookMessage);

    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
