using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Presets;

namespace Primacy.Kubernetes;

/// <summary>How the Kubernetes API is reached, and what is done there.</summary>
internal sealed record KubernetesOptions
{
    /// <summary>
    /// Long enough for people to see what has happened, and short enough that what was taken away is not a page for
    /// days.
    /// </summary>
    public static TimeSpan ForgetDefault { get; } = TimeSpan.FromHours(1);

    /// <summary>
    /// A kubeconfig file; null for the service account of the pod that this is, or else for what kubectl would take.
    /// </summary>
    public string? Kubeconfig { get; init; }

    /// <summary>A context of the kubeconfig; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>
    /// A file with the token to be known by, which may be replaced; null for that of the pod, or what the kubeconfig
    /// has.
    /// </summary>
    public string? TokenFile { get; init; }

    /// <summary>The namespaces that are looked at; none for all of them.</summary>
    public EquatableArray<string> Namespaces { get; init; }

    /// <summary>The names of the presets by which clusters are found.</summary>
    public EquatableArray<string> Presets { get; init; } = [.. AllPresets.All.Select(preset => preset.Name)];

    /// <summary>What else clusters are found by.</summary>
    public EquatableArray<SelectorOptions> Selectors { get; init; }

    /// <summary>How long an instance stays expected that nothing in Kubernetes declares any longer.</summary>
    public TimeSpan Forget { get; init; } = ForgetDefault;

    /// <summary>Whether pods that a split is about are marked with Events.</summary>
    public bool WritesEvents { get; init; } = true;

    /// <summary>Where passwords are; null for nowhere in Kubernetes.</summary>
    public SecretSource? Secret { get; init; }
}
