using System.Collections.Concurrent;
using System.Globalization;
using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>
/// The settings that are numbers or switches, in seconds and bytes. Which there are, only a server knows.
/// </summary>
internal sealed class SettingsCollector : ICollector
{
    const string Sql = """
        SELECT name, unit, CASE setting WHEN 'on' THEN '1' WHEN 'off' THEN '0' ELSE setting END
          FROM pg_catalog.pg_settings WHERE vartype IN ('bool', 'integer', 'real')
        """;

    /// <summary>A server of another block size has another unit for the same family.</summary>
    readonly ConcurrentDictionary<string, Family> _families = [];

    readonly ConcurrentDictionary<(string Name, string Unit), (Family Family, double Factor, double Divisor)> _known =
    [];

    public string Name => "settings";

    public bool IsOnByDefault => true;

    public IReadOnlyList<Family> Families => [];

    public string? Prefix => "pg_settings_";

    public void Collect(Collection collection) =>
        collection.Ask(
            Sql,
            row =>
            {
                var (family, factor, divisor) = _known.GetOrAdd((row.Label(0), row.Label(1)), Make);
                // Whatever its unit, -1 means "none", or "as another setting".
                if (row.Number(2) is { } value)
                    collection.Add(family, value is -1 ? value : value * factor / divisor);
            }
        );

    (Family Family, double Factor, double Divisor) Make((string Name, string Unit) setting)
    {
        var (factor, divisor, unit) = Convert(setting.Unit);
        var name = Prefix + setting.Name.Replace('.', '_') + (unit.Length > 0 ? $"_{unit}" : "");
        var help = $"The setting {setting.Name}{(unit.Length > 0 ? $", in {unit}" : "")}.";
        return (_families.GetOrAdd(name, static (name, help) => Family.Gauge(name, help), help), factor, divisor);
    }

    /// <summary>
    /// What "8kB" or "min" is in bytes or seconds. See
    /// https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES.
    /// </summary>
    static (double Factor, double Divisor, string Unit) Convert(string unit)
    {
        var number = unit.TakeWhile(char.IsAsciiDigit).Count();
        var times = number == 0 ? 1 : double.Parse(unit[..number], CultureInfo.InvariantCulture);
        return unit[number..] switch
        {
            "us" => (times, 1_000_000, "seconds"),
            "ms" => (times, 1_000, "seconds"),
            "s" => (times, 1, "seconds"),
            "min" => (times * 60, 1, "seconds"),
            "h" => (times * 60 * 60, 1, "seconds"),
            "d" => (times * 60 * 60 * 24, 1, "seconds"),
            "B" => (times, 1, "bytes"),
            "kB" => (times * (1L << 10), 1, "bytes"),
            "MB" => (times * (1L << 20), 1, "bytes"),
            "GB" => (times * (1L << 30), 1, "bytes"),
            "TB" => (times * (1L << 40), 1, "bytes"),
            _ => (1, 1, ""),
        };
    }
}
