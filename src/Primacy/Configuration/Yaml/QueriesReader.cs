using System.Globalization;
using Primacy.Scraping.Queries;

namespace Primacy.Configuration.Yaml;

/// <summary>
/// Reads custom queries in postgres_exporter's format. What that exporter passes over in silence is a warning here and
/// no error: a file that it takes is taken.
/// </summary>
internal sealed class QueriesReader(Problems problems)
{
    /// <summary>The queries of a file or a block, in the order in which they are written.</summary>
    public List<CustomQuery> Read(YamlItem root)
    {
        var queries = new List<CustomQuery>();
        foreach (var (name, item) in LooseMapping.Open(root, "a file of queries", problems).Entries)
        {
            if (ReadQuery(name, item) is { } query)
                queries.Add(query);
        }
        return queries;
    }

    CustomQuery? ReadQuery(YamlItem.Text name, YamlItem item)
    {
        var reader = LooseMapping.Open(item, $"the query '{name.Value}'", problems);
        var sql = reader.TakeText("query");
        var columns = ReadColumns(reader.Take("metrics"));
        var query = new CustomQuery
        {
            Name = name.Value,
            Sql = sql?.Value ?? "",
            Columns = columns,
            IsForMaster = reader.TakeFlag("master"),
            CacheFor = ReadSeconds(reader.TakeText("cache_seconds")),
            Versions = ReadVersions("runonserver", reader.TakeText("runonserver")),
            Origin = string.Create(CultureInfo.InvariantCulture, $"{name.At.Source}:{name.At.Line}"),
        };
        reader.Close();
        if (sql is { })
            return query;
        if (item is YamlItem.Mapping)
            problems.Warn(name.At, $"'{name.Value}' has no 'query', so that nothing is asked");
        return null;
    }

    /// <summary>A list of mappings, each with a column, or several. What is said last of a column counts.</summary>
    EquatableArray<CustomColumn> ReadColumns(YamlItem? item)
    {
        var columns = new Dictionary<string, CustomColumn>();
        switch (item)
        {
            case null or YamlItem.Text { Value: "" }:
                break;
            case YamlItem.Sequence list:
                foreach (var entry in list.Items)
                {
                    foreach (var (name, column) in LooseMapping.Open(entry, "an entry of 'metrics'", problems).Entries)
                        columns[name.Value] = ReadColumn(name, column);
                }
                break;
            default:
                problems.Add(item.At, $"'metrics' takes a list (lines that begin with '- '), not {item.Kind}");
                break;
        }
        return [.. columns.Values];
    }

    CustomColumn ReadColumn(YamlItem.Text name, YamlItem item)
    {
        var reader = LooseMapping.Open(item, $"the column '{name.Value}'", problems);
        var column = new CustomColumn
        {
            Name = name.Value,
            Usage = ReadUsage(name, reader.TakeText("usage")),
            Description = reader.TakeText("description")?.Value ?? "",
            Mapping = [.. ReadMapping(reader.Take("metric_mapping"))],
            Versions =
                ReadVersions("supported_versions", reader.TakeText("supported_versions"))
                ?? ReadVersions("pg_version", reader.TakeText("pg_version")),
        };
        reader.Close();
        return column;
    }

    ColumnUsage ReadUsage(YamlItem.Text column, Setting? usage)
    {
        var read = usage?.Value switch
        {
            "DISCARD" => ColumnUsage.Discard,
            "LABEL" => ColumnUsage.Label,
            "COUNTER" => ColumnUsage.Counter,
            "GAUGE" => ColumnUsage.Gauge,
            "HISTOGRAM" => ColumnUsage.Histogram,
            "MAPPEDMETRIC" => ColumnUsage.MappedMetric,
            "DURATION" => ColumnUsage.Duration,
            _ => (ColumnUsage?)null,
        };
        if (read is { } known)
            return known;
        const string Known = "LABEL, GAUGE, COUNTER, HISTOGRAM, MAPPEDMETRIC, DURATION or DISCARD";
        problems.Warn(
            usage?.At ?? column.At,
            usage is null
                ? $"the column '{column.Value}' has no 'usage' and is discarded; it is one of {Known}"
                : $"'{usage.Value}' is no usage, so that the column is discarded; it is one of {Known}"
        );
        return ColumnUsage.Discard;
    }

    IEnumerable<MappedValue> ReadMapping(YamlItem? item)
    {
        if (item is null or YamlItem.Text { Value: "" })
            yield break;
        foreach (var (text, value) in LooseMapping.Open(item, "'metric_mapping'", problems).Entries)
        {
            if (
                value is YamlItem.Text number
                && double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
            )
                yield return new MappedValue(text.Value, read);
            else
                problems.Add(value.At, $"'{text.Value}' stands for a number, not for {value.Kind}");
        }
    }

    TimeSpan ReadSeconds(Setting? setting)
    {
        if (setting is null)
            return TimeSpan.Zero;
        if (uint.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        problems.Add(setting.At, $"'cache_seconds' takes a whole number of seconds, not '{setting.Value}'");
        return TimeSpan.Zero;
    }

    VersionRange? ReadVersions(string key, Setting? setting)
    {
        if (setting is null)
            return null;
        var range = VersionRange.Parse(setting.Value);
        if (range is null)
            problems.Add(setting.At, $"'{key}' takes versions such as '>=13.0.0 <16.0.0', not '{setting.Value}'");
        return range;
    }
}
