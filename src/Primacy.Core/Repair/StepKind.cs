namespace Primacy.Repair;

/// <summary>What a step does.</summary>
public enum StepKind
{
    /// <summary>Begins to record what the loser wrote since the fork, and goes on.</summary>
    KeepBranch,

    /// <summary>Stops the loser.</summary>
    Fence,

    /// <summary>Waits until all that the loser wrote is recorded.</summary>
    CompleteBranch,

    /// <summary>Looks whether it has helped.</summary>
    Verify,
}
