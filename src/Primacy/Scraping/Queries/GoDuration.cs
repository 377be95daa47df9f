using System.Globalization;
using System.Text.RegularExpressions;

namespace Primacy.Scraping.Queries;

/// <summary>
/// Durations as Go writes them: "1h15m30.918s", "-5m", "300ms". See https://pkg.go.dev/time#ParseDuration.
/// </summary>
internal static partial class GoDuration
{
    /// <summary>Whole milliseconds, the rest cut off; null where the text is no duration.</summary>
    public static double? Milliseconds(string text)
    {
        if (Duration().Match(text) is not { Success: true } match)
            return null;
        var sum = 0.0;
        for (var i = 0; i < match.Groups["number"].Captures.Count; i++)
            sum +=
                double.Parse(match.Groups["number"].Captures[i].ValueSpan, CultureInfo.InvariantCulture)
                * InMilliseconds(match.Groups["unit"].Captures[i].Value);
        return Math.Truncate(match.Groups["sign"].Value == "-" ? -sum : sum);
    }

    static double InMilliseconds(string unit) =>
        unit switch
        {
            "h" => 3_600_000,
            "m" => 60_000,
            "s" => 1000,
            "ms" => 1,
            "ns" => 1e-6,
            _ => 1e-3,
        };

    [GeneratedRegex(@"^(?<sign>[-+]?)((?<number>\d+(\.\d*)?|\.\d+)(?<unit>h|ms|m|s|us|µs|μs|ns))+$")]
    private static partial Regex Duration();
}
