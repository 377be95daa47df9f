using Primacy.Explaining;
using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>Plays a story against the pure core, the immediate second read included.</summary>
sealed class StoryRunner
{
    static readonly TimeSpan SecondReadAfter = TimeSpan.FromMilliseconds(20);

    readonly StoryTeller _teller = new();
    StorySettings _settings = new();
    StoryWorld _world = new([]);
    TestimonyLines? _testimony;
    ClusterState _state = ClusterState.Initial;
    DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    bool _hasLooked;
    ClusterStep? _last;

    /// <summary>The story with the output that the core gives now.</summary>
    public static ScenarioFile Play(ScenarioFile story)
    {
        var runner = new StoryRunner();
        return new([.. story.Blocks.Select(block => block with { Expected = runner.Play(block) })]);
    }

    string[] Play(ScenarioBlock block)
    {
        foreach (var line in block.Prelude.Where(l => l.StartsWith("cluster ", StringComparison.Ordinal)))
        {
            _settings = StorySettings.Parse(line);
            _world = new StoryWorld(_settings.Declared);
            _testimony = new TestimonyLines(_world);
        }
        var (directive, members) = (block.Input[0].Split(' '), block.Input.Skip(1).ToArray());
        switch (directive)
        {
            case ["observe"]:
                Observe(members);
                break;
            case ["tick", var duration]:
                Tick(Durations.Parse(duration));
                break;
            case ["clock", var jump]:
                _now += Durations.Parse(jump);
                _teller.Say($"the clock shows {StoryTeller.Time(_now)}");
                break;
            case ["explain"]:
                Explain();
                break;
            case ["plan"]:
                Plan(null);
                break;
            case ["plan", var keep] when keep.StartsWith("keep=", StringComparison.Ordinal):
                Plan(keep["keep=".Length..]);
                break;
            case ["restart"]:
                _state = JournalRoundTrip.Of(_state);
                _teller.Say("restarted with what the journal kept");
                break;
            default:
                throw new ScenarioException(
                    $"'{block.Input[0]}' is none of observe, tick, clock, explain, plan and restart."
                );
        }
        return _teller.Take();
    }

    void Observe(string[] lines)
    {
        var reread = Array.IndexOf(lines, "reread");
        var first = reread < 0 ? lines : lines[..reread];
        var second = reread < 0 ? [] : lines[(reread + 1)..];
        Show(first);
        if (_hasLooked)
            _now += _settings.Interval;
        Look(isInFull: true, second);
    }

    void Tick(TimeSpan duration)
    {
        for (var end = _now + duration; _now < end; )
        {
            _now += _settings.Interval;
            Look(isInFull: false, []);
        }
    }

    void Look(bool isInFull, string[] secondRead)
    {
        _hasLooked = true;
        var step = Step();
        if (step.Reread.Count > 0)
        {
            if (isInFull)
                _teller.Say($"{StoryTeller.Time(_now)} reads {string.Join(", ", step.Reread)} again");
            Show(secondRead);
            _now += SecondReadAfter;
            _state = step.State;
            step = Confirm();
        }
        else if (secondRead.Length > 0)
        {
            throw new ScenarioException("The story has a second read, but none was asked for.");
        }
        (_state, _last) = (step.State, step);
        _teller.Tell(step, _now, isInFull);
    }

    /// <summary>The newest look, explained.</summary>
    void Explain()
    {
        var look = _last ?? throw new ScenarioException("There is nothing to explain before the first look.");
        foreach (var line in ExplanationTeller.Lines(Explanation.Of(look.View, look.Assessment)))
            _teller.Say(line);
    }

    /// <summary>What would be done about the newest look.</summary>
    void Plan(string? keep)
    {
        var look = _last ?? throw new ScenarioException("There is nothing to plan before the first look.");
        foreach (var line in PlanTeller.Lines(look, keep))
            _teller.Say(line);
    }

    void Show(string[] lines)
    {
        foreach (var line in lines.Where(line => !TestimonyLines.IsOne(line)).SelectMany(ManyLines.Expand))
            _world.Show(MemberLine.Parse(line));
        foreach (var line in lines.Where(TestimonyLines.IsOne))
            _testimony!.Take(line, _now);
    }

    Sightings Sight() => new(_world.Observe(_now), _testimony!.At(_now));

    ClusterStep Step() => ClusterMachine.Step("orders", _world.Declared, _state, Sight(), _now, _settings.Policy);

    ClusterStep Confirm() => ClusterMachine.Confirm("orders", _world.Declared, _state, Sight(), _now, _settings.Policy);
}
