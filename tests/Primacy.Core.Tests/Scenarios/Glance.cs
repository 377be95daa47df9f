using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>A story too short for a file: looks half a second apart, of which the last step is what matters.</summary>
static class Glance
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <param name="instances">The declared members: "a,b,c".</param>
    /// <param name="looks">What they show, each a list of member lines: "a primary tl=3; b standby of=a".</param>
    public static ClusterStep At(string instances, params string[] looks)
    {
        var settings = StorySettings.Parse($"cluster instances={instances}");
        var world = new StoryWorld(settings.Declared);
        var state = ClusterState.Initial;
        ClusterStep? last = null;
        foreach (var (number, look) in looks.Index())
        {
            foreach (var line in look.Split(';'))
                world.Show(MemberLine.Parse(line));
            var now = Noon + number * settings.Interval;
            var seen = Sightings.FromProbes(world.Observe(now));
            last = ClusterMachine.Step("orders", world.Declared, state, seen, now, settings.Policy);
            state = last.State;
        }
        return last ?? throw new ScenarioException("A glance needs a look.");
    }
}
