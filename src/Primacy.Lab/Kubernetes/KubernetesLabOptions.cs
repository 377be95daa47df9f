namespace Primacy.Lab.Kubernetes;

/// <summary>What lab on Kubernetes to start.</summary>
internal sealed record KubernetesLabOptions
{
    /// <summary>
    /// How often repmgrd asks a silent primary, with how many seconds in between, before another takes over; the
    /// defaults are the chart's.
    /// </summary>
    public (int Attempts, int IntervalSeconds) Reconnect { get; init; } = (2, 3);

    public int Replicas { get; init; } = 3;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
