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

    /// <summary>
    /// What came to light among hundreds of thousands. A change of the simulated world makes other histories of these
    /// seeds; what each of them taught is told by a story of its own.
    /// </summary>
    [Theory]
    [InlineData("quiet", 195148)]
    [InlineData("quiet", 261042)]
    [InlineData("quiet", 320702)]
    [InlineData("quiet", 398329)]
    [InlineData("wild", 94902)]
    [InlineData("wild", 133186)]
    [InlineData("wild", 147950)]
    [InlineData("wild", 212069)]
    [InlineData("wild", 274602)]
    [InlineData("wild", 299897)]
    [InlineData("wild", 305676)]
    [InlineData("wild", 315863)]
    [InlineData("wild", 347780)]
    [InlineData("wild", 368948)]
    [InlineData("storm", 50754)]
    [InlineData("storm", 105914)]
    [InlineData("storm", 111869)]
    [InlineData("storm", 113957)]
    public void What_broke_a_promise_once_keeps_it(string kind, int seed) => Run(kind, seed, 1);

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

    static Histories Run(string kind) => Run(kind, Seed, Count);

    static Histories Run(string kind, int seed, int count)
    {
        var histories = Histories.Of(kind, Path.GetTempPath());
        histories.Run(seed, count, jobs: 2);
        Assert.True(histories.Failures.Count == 0, string.Join('\n', histories.Failures));
        return histories;
    }

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
