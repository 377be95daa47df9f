using System.Globalization;
using System.Text.RegularExpressions;

namespace Primacy.Configuration;

/// <summary>Durations as Prometheus writes them: 500ms, 2s, 1m30s.</summary>
internal static partial class Durations
{
    public static TimeSpan? Parse(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        if (Pattern().Match(text) is not { Success: true, Length: > 0 } match)
            return null;
        var milliseconds =
            (Part(match, "h") * 3_600_000d)
            + (Part(match, "m") * 60_000d)
            + (Part(match, "s") * 1000d)
            + Part(match, "ms");
        return milliseconds <= TimeSpan.FromDays(365).TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
    }

    /// <summary>The largest unit that needs no fraction: 500ms, 2s, 1m, 1h.</summary>
    public static string Format(TimeSpan time) =>
        time.Ticks switch
        {
            var ticks when ticks % TimeSpan.TicksPerSecond != 0 => In(time.TotalMilliseconds, "ms"),
            0 => "0s",
            var ticks when ticks % TimeSpan.TicksPerHour == 0 => In(time.TotalHours, "h"),
            var ticks when ticks % TimeSpan.TicksPerMinute == 0 => In(time.TotalMinutes, "m"),
            _ => In(time.TotalSeconds, "s"),
        };

    /// <summary>Reads a duration within bounds; null, and a problem, when it is none.</summary>
    public static TimeSpan? Read(string name, Setting? setting, TimeSpan least, TimeSpan most, Problems problems)
    {
        if (setting is null)
            return null;
        if (Parse(setting.Value) is not { } duration)
            problems.Add(setting.At, $"'{name}' takes a duration such as 500ms, 2s or 1m30s, not '{setting.Value}'");
        else if (duration < least || duration > most)
            problems.Add(
                setting.At,
                $"'{name}' lies between {Format(least)} and {Format(most)}, and {setting.Value} does not"
            );
        else
            return duration;
        return null;
    }

    static double Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    static string In(double amount, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount:0.###}{unit}");

    [GeneratedRegex(@"^(?:(?<h>\d+)h)?(?:(?<m>\d+)m)?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+)ms)?$")]
    private static partial Regex Pattern();
}
