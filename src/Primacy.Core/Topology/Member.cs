namespace Primacy.Topology;

/// <summary>A declared instance with the newest that was observed and what is remembered of it.</summary>
public sealed record Member(Instance Instance, Observation? Newest, Remembered? Remembered)
{
    public InstanceId Id => Instance.Id;

    /// <summary>What it said, if its newest probe was answered.</summary>
    public ServerState? State => Newest?.State;

    /// <summary>
    /// Whether it is on its way down: it takes no new sessions, and those that are open may still commit.
    /// </summary>
    public bool IsShuttingDown => Newest?.Failure is ProbeFailure.ShuttingDown;

    /// <summary>Why there is no answer, as the end of a sentence that begins with the instance.</summary>
    public string WhyNoAnswer =>
        Newest?.Outcome switch
        {
            ProbeOutcome.Failed { Detail: "" } failed => failed.Failure.Sentence,
            ProbeOutcome.Failed failed => $"{failed.Failure.Sentence} ({failed.Detail})",
            _ => "has not answered yet",
        };
}
