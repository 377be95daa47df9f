namespace Primacy.Topology;

/// <summary>A declared instance with the newest that was observed and what is remembered of it.</summary>
public sealed record Member(Instance Instance, Observation? Newest, Remembered? Remembered)
{
    public InstanceId Id => Instance.Id;

    /// <summary>What it said, if its newest probe was answered.</summary>
    public ServerState? State => Newest?.State;

    /// <summary>Whether the newest probe shows that no server takes sessions there.</summary>
    public bool IsDown => Newest?.Failure is { IsDown: true };

    /// <summary>Neither an answer nor proof of being down: it may be anything, a primary too.</summary>
    public bool IsUnseen => State is null && !IsDown;

    public bool WasPrimary => Remembered?.Role is Role.Primary;

    /// <summary>Why there is no answer, as the end of a sentence that begins with the instance.</summary>
    public string WhyNoAnswer =>
        Newest?.Outcome switch
        {
            ProbeOutcome.Failed { Detail: "" } failed => failed.Failure.Sentence,
            ProbeOutcome.Failed failed => $"{failed.Failure.Sentence} ({failed.Detail})",
            _ => "has not answered yet",
        };
}
