using System.Globalization;

namespace Primacy.Bench;

/// <summary>What the whole-process benchmark is told.</summary>
/// <param name="Rounds">How often a standby is promoted and rejoined.</param>
/// <param name="WindowSeconds">For how long CPU is measured while nothing happens.</param>
internal sealed record BenchOptions(int Rounds, int WindowSeconds)
{
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions(20, 60);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var number = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture);
            options = arguments[i] switch
            {
                "--rounds" => options with { Rounds = number },
                "--window" => options with { WindowSeconds = number },
                _ => throw new ArgumentException($"'{arguments[i]}' is not an option; see --help."),
            };
        }
        return options;
    }

    public static int Explain()
    {
        Console.WriteLine(
            """
            bench/split-brain [--rounds 20] [--window 60]
                Promotes a standby behind the primary's back, round after round, and measures when the webhook of Primacy
                and that of postgres_exporter + Prometheus + Alertmanager arrive, and what each costs.
            bench/scrape [--instances 50] [--rounds 20] [--tables 20] [--output text|json]
                Measures what a default scrape costs: one Primacy beside a postgres_exporter for each instance.
            bench/switchovers [--rounds 50] [--manager patroni|repmgr|by-hand]
                Plans switchovers of each kind under a watcher with default settings, and counts pages: none may come.
            bench/kubernetes-story [--rounds 5]
                Tells the story of a pod that comes back as a second primary, and measures until it is told and ended.
            bench/wall [--clusters 2000] [--onlookers 10] [--window 30]
                Measures what the wall costs: its first byte, and its updates while somebody looks on.
            bench/parts [BenchmarkDotNet options]
                Measures single parts.
            """
        );
        return 0;
    }
}
