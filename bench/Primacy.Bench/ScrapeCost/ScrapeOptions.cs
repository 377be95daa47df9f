using System.Globalization;

namespace Primacy.Bench.ScrapeCost;

/// <summary>What the benchmark of scrapes is told.</summary>
/// <param name="Instances">How many instances are scraped.</param>
/// <param name="Rounds">How often each side is scraped.</param>
/// <param name="Tables">How many tables of users the servers have.</param>
/// <param name="IsJson">Whether the numbers are printed for programs.</param>
internal sealed record ScrapeOptions(int Instances, int Rounds, int Tables, bool IsJson)
{
    public static ScrapeOptions Parse(string[] arguments)
    {
        var options = new ScrapeOptions(50, 20, 20, IsJson: false);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            options = arguments[i] switch
            {
                "--instances" => options with { Instances = Number(value) },
                "--rounds" => options with { Rounds = Number(value) },
                "--tables" => options with { Tables = Number(value) },
                "--output" when value is "json" or "text" => options with { IsJson = value is "json" },
                _ => throw new ArgumentException($"'{arguments[i]} {value}' is not an option; see --help."),
            };
        }
        return options;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
