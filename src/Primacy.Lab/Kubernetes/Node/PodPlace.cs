namespace Primacy.Lab.Kubernetes.Node;

/// <summary>Where a pod runs.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Volume">
/// The directory of its claim, or of its name where it has none; it outlives the pod.
/// </param>
/// <param name="IsAlone">Whether it asks in vain for other pods' names while it starts.</param>
internal sealed record PodPlace(string Address, string Volume, bool IsAlone);
