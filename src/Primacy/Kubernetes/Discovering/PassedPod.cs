namespace Primacy.Kubernetes.Discovering;

/// <summary>A pod that was looked at and not taken for an instance.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Preset">Who judged it.</param>
/// <param name="Why">Why, as the end of a sentence that begins with the pod.</param>
internal sealed record PassedPod(string Namespace, string Name, string Preset, string Why);
