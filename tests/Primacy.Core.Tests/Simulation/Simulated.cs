using Primacy.Simulation.Actors;
using Primacy.Simulation.Judging;
using Primacy.Simulation.Truth;
using Primacy.Simulation.Watching;

namespace Primacy.Simulation;

/// <summary>One simulated history, wholly given by its seed.</summary>
static class Simulated
{
    const int LengthMillisecondsMax = 60_000;

    /// <summary>Only what is done right happens, and single probes are lost or late: nobody may be told.</summary>
    public static Judge Quiet(int seed, Chronicle? chronicle = null)
    {
        var engine = new Engine(seed);
        var world = new World(engine, engine.Random.Next(2, 8));
        var clock = new Clock(engine);
        var staff = new Staff(engine, world, isCareful: true);
        var judge = new Judge(engine, world, isQuiet: true, chronicle);
        var inquirer = new Inquirer(engine, world, clock, staff.Claimants);
        _ = new Watch(engine, world, clock, inquirer, judge, new(Lost: 0.02, Late: 0.2));

        // A clock that is set far ahead lets every incident wait no longer, and that is not what is asked here.
        Action[] routine = [.. staff.Routine, () => clock.Set(-60_000, 4000)];

        // One thing at a time, with time to settle in between: two restarts at once are no routine.
        engine.After(3000, () => staff.DoAny(routine));
        engine.After(30_000, () => staff.DoAny(routine));
        return Live(engine, world, LengthMillisecondsMax, judge, chronicle);
    }

    /// <summary>Everything that can happen happens, one on top of the other.</summary>
    public static Judge Wild(int seed, Chronicle? chronicle = null) => Wild(seed, chronicle, 500, 12_000);

    /// <summary>The same three times as fast: rare coincidences come far more often.</summary>
    public static Judge Storm(int seed, Chronicle? chronicle = null) => Wild(seed, chronicle, 300, 3500);

    static Judge Wild(int seed, Chronicle? chronicle, long leastMilliseconds, long mostMilliseconds)
    {
        var engine = new Engine(seed);
        var length = engine.Random.Next(LengthMillisecondsMax / 3, LengthMillisecondsMax);
        var world = new World(engine, engine.Random.Next(2, 8));
        var clock = new Clock(engine);
        var staff = new Staff(engine, world, isCareful: false);
        var judge = new Judge(engine, world, isQuiet: false, chronicle);
        var noise = engine.Chance(0.5) ? new Noise(0, 0) : new Noise(Lost: 0.05, Late: 0.05);
        var inquirer = new Inquirer(engine, world, clock, staff.Claimants);
        var watch = new Watch(engine, world, clock, inquirer, judge, noise);
        for (var at = 2000L; at < length; at += engine.Random.NextInt64(leastMilliseconds, mostMilliseconds))
            engine.After(at, () => staff.DoAny(staff.Misfortunes));
        if (engine.Chance(0.5))
            engine.Within(5000, length, watch.Restart);
        if (engine.Chance(0.2))
            engine.Within(5000, length, () => clock.Set(-60_000, 60_000));
        return Live(engine, world, length, judge, chronicle);
    }

    static Judge Live(Engine engine, World world, long lengthMilliseconds, Judge judge, Chronicle? chronicle)
    {
        chronicle?.Begin(world);
        engine.Run(lengthMilliseconds);
        return judge;
    }
}
