using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
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
    JsonObject GroupLabels,
    JsonObject CommonLabels,
    JsonObject CommonAnnotations,
    [property: JsonPropertyName("externalURL")] string ExternalUrl,
    IReadOnlyList<WebhookAlert> Alerts
)
{
    /// <summary>Go's zero time, which the format shows as the end of an alert that has none yet.</summary>
    const string NotEnded = "0001-01-01T00:00:00Z";

    const string Firing = "firing";

    /// <param name="batch">What is told.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="page">Where Primacy's page is, if it is anywhere.</param>
    public static WebhookMessage Of(Batch batch, string receiver, Uri? page)
    {
        WebhookAlert[] alerts = [.. batch.Deliveries.Select(delivery => AlertOf(delivery.Event.Incident, page))];
        var labels = Common(alerts.Select(alert => Object(alert.Labels, WebhookJson.Default.WebhookLabels)));
        // One incident is a group of its own, whatever could have stood beside it.
        var group = alerts is [var one]
            ? new JsonObject { ["alertname"] = one.Labels.Alertname, ["cluster"] = one.Labels.Cluster }
            : new JsonObject(
                batch.Labels.Select(label => KeyValuePair.Create<string, JsonNode?>(label.Name, label.Value))
            );
        return new WebhookMessage(
            "4",
            KeyOf(group),
            0,
            Array.Exists(alerts, alert => alert.Status == Firing) ? Firing : "resolved",
            receiver,
            group,
            labels,
            Common(alerts.Select(alert => Object(alert.Annotations, WebhookJson.Default.WebhookAnnotations))),
            page?.ToString() ?? "",
            alerts
        );
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, WebhookJson.Default.WebhookMessage);

    static WebhookAlert AlertOf(Incident incident, Uri? page)
    {
        var labels = WebhookLabels.Of(incident);
        return new WebhookAlert(
            incident.Phase is IncidentPhase.Resolved ? "resolved" : Firing,
            labels,
            WebhookAnnotations.Of(incident),
            Time(incident.FiredAt ?? incident.Since),
            incident.ResolvedAt is { } end ? Time(end) : NotEnded,
            Notice.LinkTo(incident.Cluster, page)?.AbsoluteUri ?? "",
            Fingerprints.Of(labels)
        );
    }

    /// <summary>What is the same of all.</summary>
    static JsonObject Common(IEnumerable<JsonObject> all) =>
        all.Aggregate(
            (common, other) =>
            {
                foreach (var (name, value) in common.ToArray())
                    if (!JsonNode.DeepEquals(value, other[name]))
                        common.Remove(name);
                return common;
            }
        );

    static JsonObject Object<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(value, type)!.AsObject();

    static string KeyOf(JsonObject group) =>
        $"{{}}:{{{string.Join(", ", group.Select(label => $"{label.Key}={Quoted($"{label.Value}")}"))}}}";

    static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
