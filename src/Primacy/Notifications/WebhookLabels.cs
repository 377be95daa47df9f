using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Notifications;

/// <summary>
/// The labels that make an alert one alert. The incident's key is none of them: with it every split brain of a cluster
/// would be an alert of its own, and silences, routes and groups made for the last would not fit the next. It
/// is an annotation, there for those who de-duplicate.
/// </summary>
internal sealed record WebhookLabels(string Alertname, string Cluster, string Severity)
{
    public static WebhookLabels Of(Incident incident) =>
        new(
            incident.Code.AlertName,
            incident.Cluster,
            incident.Code.Severity is Analysis.Severity.Critical ? "critical" : "warning"
        );
}
