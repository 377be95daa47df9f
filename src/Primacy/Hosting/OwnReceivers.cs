using Primacy.Kubernetes.Events;
using Primacy.Notifications;

namespace Primacy.Hosting;

/// <summary>Who is told without being configured as a receiver.</summary>
internal static class OwnReceivers
{
    public static NotificationOptions With(WatchOptions options, IServiceProvider provider)
    {
        if (options.Kubernetes is not { WritesEvents: true })
            return options.Notifications;
        var discovery = provider.GetRequiredService<DiscoveryService>();
        var events = new EventOptions(discovery.PodOf, () => discovery.Connection);
        return options.Notifications with { Own = [events.ToReceiver()] };
    }
}
