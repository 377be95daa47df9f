using Primacy.Kubernetes.Pods;
using Primacy.Notifications;
using Primacy.Topology;

namespace Primacy.Kubernetes.Events;

/// <summary>
/// Events on pods, as one more receiver: so that they come in order, at least once, after a restart too, and of several
/// replicas from the one whose turn it is.
/// </summary>
/// <param name="Find">The pod of an instance of a cluster; null where it is none.</param>
/// <param name="Connect">The API server; null while it cannot be reached.</param>
internal sealed record EventOptions(Func<string, InstanceId, PodName?> Find, Func<KubernetesConnection?> Connect)
    : ReceiverOptions
{
    public const string ReceiverName = "kubernetes-events";

    public override INotifier Open(NotifierContext context) => new PodEventNotifier(this, context);

    /// <summary>The receiver that is told beside those of the configuration.</summary>
    public Receiver ToReceiver() => new(ReceiverName, this) { Verdicts = EventWords.Codes };
}
