namespace Primacy.Repairing;

/// <summary>How long a run waits for what.</summary>
internal sealed record RepairTimes
{
    /// <summary>A means that does not say in time whether it could be used cannot be.</summary>
    public TimeSpan Offer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For a look that was begun after the step was.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For a recording to begin, and to be complete.</summary>
    public TimeSpan Record { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// For a fence, the proof that it holds included. Each has a patience of its own, and a pod may take all of its
    /// grace period: to give up before that would end the recording while the server still writes.
    /// </summary>
    public TimeSpan Fence { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For the loser to come back as a standby; a base backup may take longer.</summary>
    public TimeSpan Verify { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After a run that stopped a server, before the next one of the cluster.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(1);
}
