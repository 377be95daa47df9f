using System.Globalization;

namespace Primacy.Scenarios;

/// <summary>Durations as stories write them: 500ms, 10s, 5m, 1h; a minus sign sets a clock back.</summary>
static class Durations
{
    public static TimeSpan Parse(string text)
    {
        var digits = text.TrimEnd([.. "abcdefghijklmnopqrstuvwxyz"]);
        if (!double.TryParse(digits, CultureInfo.InvariantCulture, out var number))
            throw new ScenarioException($"'{text}' is not a duration such as 500ms, 10s, 5m or 1h.");
        return text[digits.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => throw new ScenarioException($"'{text}' has no unit: ms, s, m or h."),
        };
    }

    public static string Format(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:F0}ms");
}
