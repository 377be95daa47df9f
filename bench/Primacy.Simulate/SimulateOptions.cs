using System.Globalization;

namespace Primacy.Simulate;

/// <summary>What the simulation is told.</summary>
/// <param name="Seed">The first seed.</param>
/// <param name="Count">How many histories of each kind.</param>
/// <param name="Jobs">How many are lived at a time.</param>
/// <param name="Keep">Where the story of a history that failed is written to.</param>
/// <param name="Kinds">Which kinds of history.</param>
/// <param name="GoesOn">Whether it lives on after a failure, to see what else fails.</param>
internal sealed record SimulateOptions(int Seed, int Count, int Jobs, string Keep, string[] Kinds, bool GoesOn)
{
    /// <summary>Null when the explanation is asked for, or needed.</summary>
    public static SimulateOptions? Parse(string[] arguments)
    {
        var options = new SimulateOptions(
            1,
            10_000,
            Environment.ProcessorCount,
            ".",
            ["wild", "storm", "quiet"],
            false
        );
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || options.With(arguments[i], arguments[i + 1]) is not { } next)
                return null;
            options = next;
        }
        return options;
    }

    public static int Explain()
    {
        Console.WriteLine(
            """
            bench/simulate [--seed 1] [--count 10000] [--jobs CORES] [--kind wild|storm|quiet] [--keep DIRECTORY] [--go-on no]
                Lives simulated histories of a minute each and holds what Primacy says against the truth. Ends with 1 when
                a promise was broken; the history is then written as a scenario file into the directory, by default here.
                With --go-on yes it does not stop there, and tells the first hundred.
            """
        );
        return 2;
    }

    SimulateOptions? With(string name, string value) =>
        name switch
        {
            "--seed" when Number(value) is { } seed => this with { Seed = seed },
            "--count" when Number(value) is { } count => this with { Count = count },
            "--jobs" when Number(value) is { } jobs => this with { Jobs = Math.Max(jobs, 1) },
            "--keep" => this with { Keep = value },
            "--go-on" when value is "yes" or "no" => this with { GoesOn = value == "yes" },
            "--kind" when value is "wild" or "storm" or "quiet" => this with { Kinds = [value] },
            _ => null,
        };

    static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
