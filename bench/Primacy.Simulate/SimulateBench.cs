using System.Diagnostics;
using Primacy.Simulation;

namespace Primacy.Simulate;

/// <summary>Runs many histories of each kind and says how far it is and how fast.</summary>
internal static class SimulateBench
{
    static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    public static int Run(SimulateOptions options)
    {
        Directory.CreateDirectory(options.Keep);
        var failures = options.Kinds.Select(kind => Run(kind, options)).Count(isKept => !isKept);
        return failures == 0 ? 0 : 1;
    }

    static bool Run(string kind, SimulateOptions options)
    {
        var histories = Histories.Of(kind, options.Keep, options.GoesOn, seed => Broke(kind, seed));
        var watch = Stopwatch.StartNew();
        using (new Timer(_ => Progress(kind, histories, options.Count, watch), null, ProgressEvery, ProgressEvery))
            histories.Run(options.Seed, options.Count, options.Jobs);
        foreach (var failure in histories.Failures)
            Console.Error.WriteLine(failure);
        if (histories.Failures.Count > 0)
            return false;
        Console.WriteLine(
            $"{kind}: seeds {options.Seed} to {options.Seed + options.Count - 1}, no promise broken; {histories.Splits} "
                + $"looks at a split, {histories.Fired} incidents fired; {watch.Elapsed.TotalSeconds:F1} s, "
                + $"{histories.Lived / watch.Elapsed.TotalSeconds:F0} histories/s"
        );
        return true;
    }

    /// <summary>Its story comes at the end, and a run of hours may be ended before.</summary>
    static void Broke(string kind, int seed) => Console.Error.WriteLine($"{kind}: seed {seed} broke a promise");

    static void Progress(string kind, Histories histories, int count, Stopwatch watch) =>
        Console.Error.WriteLine(
            $"{kind}: {histories.Lived} of {count}, {histories.Lived / watch.Elapsed.TotalSeconds:F0} histories/s"
        );
}
