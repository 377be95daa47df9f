using Primacy.Configuration.Yaml;
using Primacy.Scraping;

namespace Primacy.Configuration.PostgresExporter;

/// <summary>
/// The flags of postgres_exporter that can be set by <c>PG_EXPORTER_…</c>, as what the same says under
/// <c>exporter:</c>.
/// </summary>
internal sealed class ExporterFlags(Surroundings around, Variables variables, Problems problems)
{
    /// <summary>What is called so there, besides the settings, and has no names of its own.</summary>
    static readonly string[] DefaultMetrics =
    [
        "static",
        "stat_activity",
        "stat_archiver",
        "stat_database_conflicts",
        "stat_replication",
        "replication_slots",
    ];

    static readonly (string Variable, string Key)[] Values =
    [
        ("PG_EXPORTER_EXTEND_QUERY_PATH", "queries"),
        ("PG_EXPORTER_EXCLUDE_DATABASES", "excludeDatabases"),
        ("PG_EXPORTER_INCLUDE_DATABASES", "includeDatabases"),
        ("PG_EXPORTER_CONSTANT_LABELS", "constantLabels"),
        ("PG_EXPORTER_COLLECTION_TIMEOUT", "timeout"),
    ];

    readonly List<KeyValuePair<YamlItem.Text, YamlItem>> _said = [];

    /// <summary>What is scraped; null for nothing, where that is neither on nor configured.</summary>
    public ExporterOptions? Read(bool isOn)
    {
        foreach (var (variable, key) in Values)
        {
            if (variables.Take(variable) is { } value)
                Say(_said, key, value);
        }
        if (variables.Take("PG_EXPORTER_AUTO_DISCOVER_DATABASES") is { } discover)
            Say(_said, "autoDiscoverDatabases", Flag(discover));
        ReadSwitches();
        variables.PassOver("PG_EXPORTER_METRIC_PREFIX", "names begin with pg", "pg");
        variables.PassOver("PG_EXPORTER_WEB_TELEMETRY_PATH", "metrics are at /metrics", "/metrics");
        if (!isOn && _said.Count == 0)
            return null;
        var place = new Location("environment");
        var item = new YamlItem.Mapping(_said, place);
        var options = new ExporterReader(around.CurrentDirectory, problems).Read(item) ?? new ExporterOptions();
        // There it limits the whole, which a slow query may use up alone.
        return _said.Exists(one => one.Key.Value == "timeout")
            ? options with
            {
                Times = options.Times with { Scrape = options.Times.Collector },
            }
            : options;
    }

    void ReadSwitches()
    {
        var off = new List<KeyValuePair<YamlItem.Text, YamlItem>>();
        Switch("PG_EXPORTER_DISABLE_DEFAULT_METRICS", DefaultMetrics, off);
        Switch("PG_EXPORTER_DISABLE_SETTINGS_METRICS", ["settings"], off);
        if (off.Count > 0)
            _said.Add(new(new YamlItem.Text("collectors", off[0].Key.At), new YamlItem.Mapping(off, off[0].Key.At)));
    }

    void Switch(string variable, string[] collectors, List<KeyValuePair<YamlItem.Text, YamlItem>> off)
    {
        if (variables.Take(variable) is not { } setting)
            return;
        var isDisabled = Flags.Parse(Flag(setting).Value);
        if (isDisabled is null)
            problems.Add(setting.At with { Column = null }, $"this is true or false, not '{setting.Value}'");
        if (isDisabled is not true)
            return;
        foreach (var collector in collectors)
            Say(off, collector, setting with { Value = "false" });
    }

    static void Say(List<KeyValuePair<YamlItem.Text, YamlItem>> to, string key, Setting value)
    {
        var at = value.At with { Column = null, IsExact = false };
        to.Add(new(new YamlItem.Text(key, at), new YamlItem.Text(value.Value, at)));
    }

    /// <summary>In the words of Go, which knows numbers for it.</summary>
    static Setting Flag(Setting setting) =>
        setting.Value switch
        {
            "1" or "t" or "T" => setting with { Value = "true" },
            "0" or "f" or "F" => setting with { Value = "false" },
            _ => setting,
        };
}
