using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>The first line of a story: "cluster instances=a,b,c for.no-primary=10s switchover-tolerance=5s".</summary>
sealed record StorySettings
{
    public EquatableArray<Instance> Declared { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    public ClusterPolicy Policy { get; init; } = ClusterPolicy.Default;

    public static StorySettings Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Skip(1).Aggregate(new StorySettings(), (so, word) => so.With(word));
    }

    StorySettings With(string word)
    {
        var parts = word.Split('=', 2);
        var value = parts.Length > 1 ? parts[1] : "";
        return parts[0] switch
        {
            "instances" => this with { Declared = [.. Members(value)] },
            "interval" => this with
            {
                Interval = Durations.Parse(value),
                Policy = Policy.ForLooks(Durations.Parse(value), TimeSpan.FromSeconds(2)),
            },
            "switchover-tolerance" => this with
            {
                Policy = Policy with { Analysis = new() { SwitchoverTolerance = Durations.Parse(value) } },
            },
            "keep-firing" => this with
            {
                Policy = Policy with { Incidents = Policy.Incidents with { KeepFiringFor = Durations.Parse(value) } },
            },
            var key when key.StartsWith("for.", StringComparison.Ordinal) => WithWait(key[4..], Durations.Parse(value)),
            var key => throw new ScenarioException($"cluster: unknown setting '{key}'."),
        };
    }

    static IEnumerable<Instance> Members(string value) =>
        value.Split(',').SelectMany(ManyLines.Names).Select(name => new Instance(new(name), name, 5432));

    StorySettings WithWait(string slug, TimeSpan wait)
    {
        var code = VerdictCodes.FromSlug(slug) ?? throw new ScenarioException($"'{slug}' is no verdict.");
        var waits = Policy.Incidents.Waits.Append(new WaitingTime(code, wait));
        return this with
        {
            Policy = Policy with { Incidents = Policy.Incidents with { Waits = waits.ToEquatableArray() } },
        };
    }
}
