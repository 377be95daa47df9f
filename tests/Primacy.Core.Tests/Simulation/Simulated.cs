namespace Primacy.Simulation;

/// <summary>One simulated history, wholly given by its seed.</summary>
static class Simulated
{
    const long LengthMilliseconds = 60_000;

    /// <summary>Only what is done right happens, and single probes are lost or late: nobody may be told.</summary>
    public static Judge Quiet(int seed)
    {
        var engine = new Engine(seed);
        var world = new World(engine, engine.Random.Next(2, 8));
        var judge = new Judge(engine, world, isQuiet: true);
        var operators = new Operators(engine, world);
        _ = new Watch(engine, world, judge, new Noise(Lost: 0.02, Late: 0.2));
        judge.Witness();

        // One thing at a time, with time to settle in between: two restarts at once are no routine.
        Action[] routine = [operators.SwitchOver, operators.RestartAny, operators.Clone];
        for (var at = 3000; at < LengthMilliseconds - 25_000; at += 27_000)
            engine.After(at, routine[engine.Random.Next(routine.Length)]);
        return Run(engine, judge, seed);
    }

    /// <summary>Everything that can happen happens, one on top of the other.</summary>
    public static Judge Wild(int seed)
    {
        var engine = new Engine(seed);
        var world = new World(engine, engine.Random.Next(2, 8));
        var judge = new Judge(engine, world, isQuiet: false);
        var misfortunes = new Misfortunes(engine, world, new Operators(engine, world));
        var noise = engine.Chance(0.5) ? new Noise(0, 0) : new Noise(Lost: 0.05, Late: 0.05);
        var watch = new Watch(engine, world, judge, noise);
        judge.Witness();
        for (var at = 2000L; at < LengthMilliseconds; at += engine.Random.NextInt64(500, 12_000))
            engine.After(at, misfortunes.Strike);
        if (engine.Chance(0.5))
            engine.Within(5000, LengthMilliseconds, watch.Restart);
        return Run(engine, judge, seed);
    }

    static Judge Run(Engine engine, Judge judge, int seed)
    {
        try
        {
            engine.Run(LengthMilliseconds);
            return judge;
        }
        catch (BrokenPromiseException broken)
        {
            var path = Path.Combine(Path.GetTempPath(), $"primacy-simulation-{seed}.txt");
            File.WriteAllText(path, judge.Story);
            throw new BrokenPromiseException(
                $"{broken.Message} Again with PRIMACY_SIM_SEED={seed} PRIMACY_SIM_COUNT=1; the history as a story: {path}"
            );
        }
    }
}
