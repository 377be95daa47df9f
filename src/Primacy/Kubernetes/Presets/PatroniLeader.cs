using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>
/// The leader key of a Patroni that keeps its state in Kubernetes: annotations of Endpoints or of a ConfigMap. Its time
/// is the leader's clock, so that it is only ever compared with what it was before. See
/// https://patroni.readthedocs.io/en/latest/kubernetes.html.
/// </summary>
internal static class PatroniLeader
{
    public static LeaderWord? Of(KubernetesObject thing) =>
        thing.Meta.Annotation("leader") is { Length: > 0 } leader
            ? new LeaderWord(leader, "the holder of the leader key", thing.Meta.Annotation("renewTime") ?? "")
            : null;
}
