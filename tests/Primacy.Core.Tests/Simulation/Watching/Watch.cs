using Primacy.Scenarios;
using Primacy.Simulation.Judging;
using Primacy.Simulation.Truth;
using Primacy.Topology;

namespace Primacy.Simulation.Watching;

/// <summary>
/// A watcher of the simulated world: looks every half second, oftener when the step says so, through a network that
/// loses and delays, takes the second read when asked to, and is killed now and then.
/// </summary>
sealed class Watch
{
    public const int IntervalMilliseconds = 500;
    public const int ReadMilliseconds = 80;

    readonly Engine _engine;
    readonly World _world;
    readonly Clock _clock;
    readonly Inquirer _inquirer;
    readonly Judge _judge;
    readonly Noise _noise;
    readonly EquatableArray<Instance> _declared;
    readonly ClusterPolicy _policy;
    readonly Dictionary<string, Sample> _newest = [];
    readonly HashSet<string> _lostBefore = [];
    ClusterState _durable = ClusterState.Initial;
    int _life;

    public Watch(Engine engine, World world, Clock clock, Inquirer inquirer, Judge judge, Noise noise)
    {
        (_engine, _world, _clock, _inquirer, _judge, _noise) = (engine, world, clock, inquirer, judge, noise);
        _declared = [.. world.Servers.Select(s => new Instance(new(s.Name), s.Name, 5432))];
        // Ten looks a second for half a minute are worth a try now and then, and too dear for every history.
        var attentionSeconds = engine.Chance(0.1) ? 30 : engine.Random.Next(0, 3);
        _policy = new() { AttentionSpan = TimeSpan.FromSeconds(attentionSeconds) };
        engine.After(1, () => Look(_life));
    }

    /// <summary>A kill -9 and a start: what is not durable is gone, a look that is under way as well.</summary>
    public void Restart()
    {
        _durable = JournalRoundTrip.Of(_durable);
        _newest.Clear();
        _inquirer.Forget();
        var life = ++_life;
        _judge.Restarted();
        _engine.Within(200, 1500, () => Look(life));
    }

    void Look(int life)
    {
        if (life != _life)
            return;
        foreach (var server in _world.Servers)
        {
            // A probe that is late leaves the former outcome standing until it answers.
            if (_newest.ContainsKey(server.Name) && _engine.Chance(_noise.Late))
                continue;
            _engine.Within(0, ReadMilliseconds, () => Read(life, server));
        }
        var begun = _engine.NowMilliseconds;
        _engine.After(ReadMilliseconds, () => Decide(life, begun));
    }

    void Read(int life, Server server)
    {
        if (life != _life)
            return;
        // Single probes are lost, never two in a row: what is lost for longer is a partition, and not noise.
        var isLost = !_lostBefore.Contains(server.Name) && _engine.Chance(_noise.Lost);
        _ = isLost ? _lostBefore.Add(server.Name) : _lostBefore.Remove(server.Name);
        _newest[server.Name] = Sample.Of(_world, server, (_engine.NowMilliseconds, _clock.Now), isLost);
    }

    void Decide(int life, long begun)
    {
        if (life != _life)
            return;
        var first = Step(_durable, isSecondRead: false);
        if (first.Reread.Count == 0)
        {
            Conclude(first, begun);
            return;
        }
        foreach (var server in _world.Servers.Where(s => first.Reread.Contains(new InstanceId(s.Name))))
            _engine.Within(0, ReadMilliseconds, () => Read(life, server));
        _engine.After(
            ReadMilliseconds,
            () =>
            {
                if (life == _life)
                    Conclude(Step(first.State, isSecondRead: true), begun);
            }
        );
    }

    ClusterStep Step(ClusterState state, bool isSecondRead)
    {
        var testimony = _inquirer.Testimony;
        var now = _clock.Now;
        _judge.Tell(
            new(_newest, testimony, _inquirer.ClaimedAt, _inquirer.ClockSetAt, _inquirer.IsReliable, now),
            isSecondRead
        );
        var seen = new Sightings([.. _newest.Values.Select(sample => sample.Observation)], testimony);
        return isSecondRead
            ? ClusterMachine.Confirm("orders", _declared, state, seen, now, _policy)
            : ClusterMachine.Step("orders", _declared, state, seen, now, _policy);
    }

    /// <summary>The next look begins when the step wants it, and not before this one is over.</summary>
    void Conclude(ClusterStep step, long begun)
    {
        var (life, interval) = (_life, step.Interval(TimeSpan.FromMilliseconds(IntervalMilliseconds)));
        var next = begun + (long)interval.TotalMilliseconds;
        _engine.After(Math.Max(next - _engine.NowMilliseconds, 1), () => Look(life));

        _durable = step.State;
        _judge.Check(
            step,
            new(
                _newest,
                step.View.Testimony,
                _inquirer.ClaimedAt,
                _inquirer.ClockSetAt,
                _inquirer.IsReliable,
                step.View.At
            )
        );
        _inquirer.Ask(step.Inquiries);
    }
}
