using System.Globalization;
using Xunit;

namespace Primacy.Simulation;

/// <summary>
/// Many short histories of a cluster that truly fails over, splits and comes back, watched through a bad network. The
/// seeds are fixed in every build; PRIMACY_SIM_SEED and PRIMACY_SIM_COUNT choose others.
/// </summary>
public sealed class SimulationTests
{
    static readonly int Seed = Setting("PRIMACY_SIM_SEED", 1);
    static readonly int Count = Setting("PRIMACY_SIM_COUNT", 500);

    [Fact]
    public void Whatever_goes_wrong_the_watcher_keeps_its_promises()
    {
        var (fired, splits) = (0, 0);
        Each(seed =>
        {
            var judge = Simulated.Wild(seed);
            Interlocked.Add(ref fired, judge.Fired);
            Interlocked.Add(ref splits, judge.Splits);
        });
        Assert.True(fired > 0 && splits > 0, "The misfortunes never led to a split: the simulation proves nothing.");
    }

    [Fact]
    public void Whatever_is_done_right_wakes_nobody() => Each(seed => Simulated.Quiet(seed));

    [Fact]
    public void The_same_seed_gives_the_same_journal()
    {
        for (var seed = Seed; seed < Seed + 20; seed++)
            Assert.Equal(Simulated.Wild(seed).Journal, Simulated.Wild(seed).Journal);
    }

    /// <summary>The failure of the smallest seed is reported, so that runs can be compared.</summary>
    static void Each(Action<int> run)
    {
        var failures = new SortedDictionary<int, BrokenPromiseException>();
        Parallel.For(
            Seed,
            Seed + Count,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            (seed, loop) =>
            {
                try
                {
                    run(seed);
                }
                catch (BrokenPromiseException broken)
                {
                    lock (failures)
                        failures.Add(seed, broken);
                    loop.Break();
                }
            }
        );
        if (failures.Count > 0)
            Assert.Fail($"Seed {failures.First().Key}: {failures.First().Value.Message}");
    }

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
