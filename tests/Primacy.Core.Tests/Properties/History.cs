using Primacy.Topology;

namespace Primacy.Properties;

/// <summary>Looks at one cluster with the seconds that pass before each, and what the core makes of them.</summary>
sealed record History(EquatableArray<Instance> Declared, Observation[][] Looks, int[] GapsSeconds)
{
    /// <summary>What is known beyond the probes at each look, if anything is.</summary>
    public Testimony[] Testimonies { get; init; } = [];

    /// <summary>The steps that decide: where a second read is asked for, it shows what the first did.</summary>
    public IReadOnlyList<ClusterStep> Play()
    {
        var steps = new List<ClusterStep>();
        var (state, now) = (ClusterState.Initial, Generate.Noon);
        foreach (var (number, look) in Looks.Index())
        {
            now = now.AddSeconds(GapsSeconds[number]);
            var step = Step(state, look, now, Testimonies.ElementAtOrDefault(number));
            state = step.State;
            steps.Add(step);
        }
        return steps;
    }

    public ClusterStep Step(ClusterState state, Observation[] look, DateTimeOffset now, Testimony? testimony = null)
    {
        var seen = new Sightings([.. look.Select(o => o with { At = now })], At(testimony ?? Testimony.None, now));
        var first = ClusterMachine.Step("orders", Declared, state, seen, now, ClusterPolicy.Default);
        return first.Reread.Count == 0
            ? first
            : ClusterMachine.Confirm("orders", Declared, first.State, seen, now, ClusterPolicy.Default);
    }

    /// <summary>Testimony as it would be given then and not at noon.</summary>
    static Testimony At(Testimony testimony, DateTimeOffset now) =>
        testimony with
        {
            Claims = testimony
                .Claims.Select(claim => claim with { At = claim.At + (now - Generate.Noon) })
                .ToEquatableArray(),
        };

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
        ) + string.Join('\n', Testimonies.Select(Words));

    static string Words(Testimony testimony) =>
        string.Join('\n', [.. testimony.Lineages, .. testimony.Comparisons, .. testimony.Claims.Cast<object>()]);
}
