namespace Primacy.Topology;

/// <summary>What came of a probe: the state of the server, or a typed reason for having none.</summary>
public abstract record ProbeOutcome
{
    ProbeOutcome() { }

    /// <summary>The server answered.</summary>
    public sealed record Answered(ServerState State) : ProbeOutcome;

    /// <summary>It did not, and why.</summary>
    /// <param name="Failure">The kind of failure.</param>
    /// <param name="Detail">The words of the server, the network or the driver; never a secret.</param>
    public sealed record Failed(ProbeFailure Failure, string Detail) : ProbeOutcome;
}
