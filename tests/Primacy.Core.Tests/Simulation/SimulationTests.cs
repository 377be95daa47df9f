using System.Globalization;
using Primacy.Simulation.Judging;
using Xunit;

namespace Primacy.Simulation;

/// <summary>
/// Many short histories of a cluster that truly fails over, splits and comes back, watched through a bad network. The
/// seeds are fixed in every build; PRIMACY_SIM_SEED and PRIMACY_SIM_COUNT choose others, and bench/simulate runs many.
/// </summary>
public sealed class SimulationTests
{
    static readonly int Seed = Setting("PRIMACY_SIM_SEED", 1);
    static readonly int Count = Setting("PRIMACY_SIM_COUNT", 500);

    [Fact]
    public void Whatever_goes_wrong_the_watcher_keeps_its_promises()
    {
        var run = Run("wild");
        Assert.True(
            run.Fired > 0 && run.Splits > 0,
            "The misfortunes never led to a split: the simulation proves nothing."
        );
    }

    [Fact]
    public void However_fast_it_goes_wrong_the_watcher_keeps_its_promises() => Run("storm");

    [Fact]
    public void Whatever_is_done_right_wakes_nobody() => Run("quiet");

    [Fact]
    public void The_same_seed_gives_the_same_journal()
    {
        for (var seed = Seed; seed < Seed + 20; seed++)
        {
            var (one, other) = (new Chronicle(), new Chronicle());
            Simulated.Wild(seed, one);
            Simulated.Wild(seed, other);
            Assert.Equal(one.Journal, other.Journal);
            Assert.Equal(one.Story, other.Story);
        }
    }

    static Histories Run(string kind)
    {
        var histories = Histories.Of(kind, Path.GetTempPath());
        histories.Run(Seed, Count, jobs: 2);
        Assert.True(histories.Failures.Count == 0, string.Join('\n', histories.Failures));
        return histories;
    }

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
