using System.Net;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Leadership;
using Primacy.Muting;
using Primacy.Notifications;
using Primacy.Scraping;
using Primacy.Watching;
using Primacy.Web.Access;
using Primacy.Web.Security;

namespace Primacy.Hosting;

/// <summary>All that a service runs by.</summary>
internal sealed record WatchOptions
{
    public static IPEndPoint ListenDefault { get; } = new(IPAddress.Loopback, 9432);

    public required IReadOnlyList<ClusterOptions> Clusters { get; init; }

    public IReadOnlyList<WebhookOptions> Webhooks { get; init; } = [];

    /// <summary>Who is told beside the webhooks, and of what.</summary>
    public NotificationOptions Notifications { get; init; } = NotificationOptions.None;

    /// <summary>Who may do what over HTTP.</summary>
    public AccessOptions Access { get; init; } = AccessOptions.None;

    /// <summary>The maintenance windows that the configuration repeats.</summary>
    public EquatableArray<RecurringMaintenance> Maintenance { get; init; }

    /// <summary>What is scraped of the servers beside the probes; null for nothing.</summary>
    public ExporterOptions? Exporter { get; init; }

    /// <summary>Where in Kubernetes clusters are found; null when it is not asked.</summary>
    public KubernetesOptions? Kubernetes { get; init; }

    /// <summary>How several replicas share the work; null when there is one.</summary>
    public LeadershipOptions? Leadership { get; init; }

    /// <summary>Whether nothing is repaired, whatever is said of clusters.</summary>
    public bool IsRepairOff { get; init; }

    /// <summary>What holds for the clusters that are found there.</summary>
    public DiscoveredDefaults? Discovered { get; init; }

    /// <summary>Where metrics, API and page are served; null for nowhere. Port 0 takes a free one.</summary>
    public IPEndPoint? Listen { get; init; } = ListenDefault;

    /// <summary>How that is protected; null for plain HTTP, for everybody who reaches it.</summary>
    public WebSource? Web { get; init; }

    /// <summary>The directory that holds the journal.</summary>
    public required string StateDirectory { get; init; }
}
