using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Muting;

/// <summary>
/// What a silence's matchers are compared with: the labels that an alert carries, the verdict as pages write it, and
/// what the configuration calls the cluster beside its name.
/// </summary>
public static class IncidentLabels
{
    public const string Cluster = "cluster";

    public const string Verdict = "verdict";

    public const string AlertName = "alertname";

    public const string Severity = "severity";

    /// <summary>The labels of an incident; those of its own go before a cluster's of the same name.</summary>
    public static EquatableArray<Label> Of(Incident incident, EquatableArray<Label> ofCluster = default) =>
        [
            new(Cluster, incident.Cluster),
            new(Verdict, incident.Code.Slug),
            new(AlertName, incident.Code.AlertName),
            new(Severity, incident.Code.Severity is Analysis.Severity.Critical ? "critical" : "warning"),
            .. ofCluster,
        ];

    /// <summary>A label's value; the empty text where there is none, as with Prometheus.</summary>
    public static string ValueOf(this EquatableArray<Label> labels, string name)
    {
        foreach (var label in labels)
        {
            if (label.Name == name)
                return label.Value;
        }
        return "";
    }
}
