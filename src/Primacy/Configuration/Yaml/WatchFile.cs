using Primacy.Hosting;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Leadership;
using Primacy.Muting;
using Primacy.Notifications;
using Primacy.Scraping;
using Primacy.Watching;
using Primacy.Web.Security;

namespace Primacy.Configuration.Yaml;

/// <summary>What a configuration file says; null for what it does not.</summary>
internal sealed record WatchFile
{
    public Listening? Listen { get; init; }

    public WebSource? Web { get; init; }

    public WebSection? Access { get; init; }

    public EquatableArray<RecurringMaintenance> Maintenance { get; init; }

    public string? State { get; init; }

    public required IReadOnlyList<WebhookOptions> Webhooks { get; init; }

    public required NotificationOptions Notifications { get; init; }

    public ExporterOptions? Exporter { get; init; }

    public KubernetesOptions? Kubernetes { get; init; }

    /// <summary>Whether nothing is repaired, whatever is said of clusters.</summary>
    public bool IsRepairOff { get; init; }

    public LeadershipOptions? Leadership { get; init; }

    /// <summary>What holds for the clusters that are found there.</summary>
    public DiscoveredDefaults? Discovered { get; init; }

    public required IReadOnlyList<ClusterOptions> Clusters { get; init; }
}
