namespace Primacy.Kubernetes.Leadership;

/// <summary>Which Lease several replicas share.</summary>
internal sealed record LeadershipOptions
{
    public static TimeSpan DurationDefault { get; } = TimeSpan.FromSeconds(15);

    /// <summary>The Lease's name.</summary>
    public string Lease { get; init; } = "primacy";

    /// <summary>Its namespace; null for that of our own pod.</summary>
    public string? Namespace { get; init; }

    /// <summary>After how long without a sign of life another replica takes over.</summary>
    public TimeSpan Duration { get; init; } = DurationDefault;
}
