namespace Primacy.Topology;

/// <summary>One probe of one instance at one instant.</summary>
/// <param name="Instance">Who was asked.</param>
/// <param name="At">When the question was sent, so that evidence is never younger than it claims.</param>
/// <param name="Took">How long the outcome took.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record Observation(InstanceId Instance, DateTimeOffset At, TimeSpan Took, ProbeOutcome Outcome)
{
    public ServerState? State => (Outcome as ProbeOutcome.Answered)?.State;

    public ProbeFailure? Failure => (Outcome as ProbeOutcome.Failed)?.Failure;
}
