using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>Looks at a cluster, one after the other, for tests that ask for more than a story tells.</summary>
sealed class Looks(string instances)
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    readonly StorySettings _settings = StorySettings.Parse($"cluster instances={instances}");
    StoryWorld? _world;
    TestimonyLines? _testimony;

    public DateTimeOffset Now { get; set; } = Noon;

    public ClusterState State { get; private set; } = ClusterState.Initial;

    /// <summary>The step after another half second, in which these lines came to be true.</summary>
    public ClusterStep Look(params string[] lines)
    {
        _world ??= new StoryWorld(_settings.Declared);
        _testimony ??= new TestimonyLines(_world);
        Now += Interval;
        foreach (var line in lines.Where(line => !TestimonyLines.IsOne(line)))
            _world.Show(MemberLine.Parse(line));
        foreach (var line in lines.Where(TestimonyLines.IsOne))
            _testimony.Take(line, Now);
        var seen = new Sightings(_world.Observe(Now), _testimony.At(Now));
        var step = ClusterMachine.Confirm("orders", _world.Declared, State, seen, Now, _settings.Policy);
        State = step.State;
        return step;
    }
}
