using Primacy.Topology;

namespace Primacy.Properties;

/// <summary>Looks at one cluster with the seconds that pass before each, and what the core makes of them.</summary>
sealed record History(EquatableArray<Instance> Declared, Observation[][] Looks, int[] GapsSeconds)
{
    /// <summary>The steps that decide: where a second read is asked for, it shows what the first did.</summary>
    public IReadOnlyList<ClusterStep> Play()
    {
        var steps = new List<ClusterStep>();
        var (state, now) = (ClusterState.Initial, Generate.Noon);
        foreach (var (look, gap) in Looks.Zip(GapsSeconds))
        {
            now = now.AddSeconds(gap);
            var step = Step(state, look, now);
            state = step.State;
            steps.Add(step);
        }
        return steps;
    }

    public ClusterStep Step(ClusterState state, Observation[] look, DateTimeOffset now)
    {
        var seen = Sightings.FromProbes([.. look.Select(o => o with { At = now })]);
        var first = ClusterMachine.Step("orders", Declared, state, seen, now, ClusterPolicy.Default);
        return first.Reread.Count == 0
            ? first
            : ClusterMachine.Confirm("orders", Declared, first.State, seen, now, ClusterPolicy.Default);
    }

    /// <summary>A look in which one of the members fails instead of answering.</summary>
    public Observation[] Losing(int look, InstanceId lost, ProbeFailure failure) =>
        [
            .. Looks[look]
                .Select(o => o.Instance == lost ? o with { Outcome = new ProbeOutcome.Failed(failure, "") } : o),
        ];

    public override string ToString() =>
        string.Join(
            '\n',
            Looks.Select(look => string.Join('\n', look.Select(o => $"  {o.Instance} {o.Outcome}")) + "\n")
        );
}
