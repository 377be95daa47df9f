using Primacy.Simulation.Actors;
using Primacy.Simulation.Judging;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;

namespace Primacy.Simulation;

/// <summary>One simulated history, wholly given by its seed.</summary>
static class Simulated
{
    const long LengthMilliseconds = 60_000;

    /// <summary>Only what is done right happens, and single probes are lost or late: nobody may be told.</summary>
    public static Judge Quiet(int seed, Chronicle? chronicle = null)
    {
        var engine = new Engine(seed);
        var world = new World(engine, engine.Random.Next(2, 8));
        var clock = new Clock(engine);
        var operators = new Operators(engine, world);
        var judge = new Judge(engine, world, isQuiet: true, chronicle);
        _ = new Watch(engine, world, clock, new(engine, world, clock, []), judge, new(Lost: 0.02, Late: 0.2));

        // One thing at a time, with time to settle in between: two restarts at once are no routine.
        Action[] routine =
        [
            operators.SwitchOver,
            operators.SwitchOver,
            operators.RestartAny,
            operators.Clone,
            operators.SetAClock,
            operators.RemoveOldWal,
            clock.Jump,
        ];
        for (var at = 3000; at < LengthMilliseconds - 25_000; at += 27_000)
            engine.After(at, routine[engine.Random.Next(routine.Length)]);
        return Live(engine, world, judge, chronicle);
    }

    /// <summary>Everything that can happen happens, one on top of the other.</summary>
    public static Judge Wild(int seed, Chronicle? chronicle = null)
    {
        var engine = new Engine(seed);
        var world = new World(engine, engine.Random.Next(2, 8));
        var clock = new Clock(engine);
        var judge = new Judge(engine, world, isQuiet: false, chronicle);
        var misfortunes = Misfortunes.In(engine, world);
        var noise = engine.Chance(0.5) ? new Noise(0, 0) : new Noise(Lost: 0.05, Late: 0.05);
        var watch = new Watch(engine, world, clock, new(engine, world, clock, []), judge, noise);
        for (var at = 2000L; at < LengthMilliseconds; at += engine.Random.NextInt64(500, 12_000))
            engine.After(at, misfortunes.Strike);
        if (engine.Chance(0.5))
            engine.Within(5000, LengthMilliseconds, watch.Restart);
        if (engine.Chance(0.2))
            engine.Within(5000, LengthMilliseconds, clock.Jump);
        return Live(engine, world, judge, chronicle);
    }

    static Judge Live(Engine engine, World world, Judge judge, Chronicle? chronicle)
    {
        chronicle?.Begin(world);
        engine.Run(LengthMilliseconds);
        return judge;
    }
}
