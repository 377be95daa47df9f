using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>An observation as the journal keeps it: the state, or why there is none.</summary>
internal sealed record StoredObservation
{
    public required DateTimeOffset At { get; init; }

    public required TimeSpan Took { get; init; }

    public ProbeFailure? Failure { get; init; }

    public string? Detail { get; init; }

    public StoredServer? State { get; init; }

    public static StoredObservation Of(Observation observation) =>
        new()
        {
            At = observation.At,
            Took = observation.Took,
            Failure = observation.Failure,
            Detail = (observation.Outcome as ProbeOutcome.Failed)?.Detail,
            State = observation.State is { } state ? StoredServer.Of(state) : null,
        };

    public Observation ToObservation(InstanceId instance) =>
        new(
            instance,
            At,
            Took,
            (State, Failure) switch
            {
                ({ } state, _) => new ProbeOutcome.Answered(state.ToState()),
                (_, { } failure) => new ProbeOutcome.Failed(failure, Detail ?? ""),
                _ => throw new FormatException("an observation has neither a state nor a failure"),
            }
        );
}
