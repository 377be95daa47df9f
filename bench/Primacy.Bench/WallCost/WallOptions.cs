using System.Globalization;

namespace Primacy.Bench.WallCost;

/// <summary>What the benchmark of the wall is told.</summary>
/// <param name="Clusters">How many clusters are on it.</param>
/// <param name="Onlookers">How many look on at most.</param>
/// <param name="WindowSeconds">For how long processor time is measured.</param>
internal sealed record WallOptions(int Clusters, int Onlookers, int WindowSeconds)
{
    public static WallOptions Parse(string[] arguments)
    {
        var options = new WallOptions(2000, 10, 30);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var number = int.Parse(i + 1 < arguments.Length ? arguments[i + 1] : "", CultureInfo.InvariantCulture);
            options = arguments[i] switch
            {
                "--clusters" => options with { Clusters = number },
                "--onlookers" => options with { Onlookers = number },
                "--window" => options with { WindowSeconds = number },
                _ => throw new ArgumentException($"'{arguments[i]}' is not an option; see --help."),
            };
        }
        return options;
    }
}
