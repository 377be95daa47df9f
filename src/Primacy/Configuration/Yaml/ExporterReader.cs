using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Primacy.Configuration.PostgresExporter;
using Primacy.Exposition;
using Primacy.Scraping;
using Primacy.Scraping.Queries;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>exporter:</c>, in the names of postgres_exporter's flags where it has them.</summary>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class ExporterReader(string directory, Problems problems)
{
    static readonly TimeSpan TimeLeast = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan TimeMost = TimeSpan.FromMinutes(5);

    readonly QueriesReader _queries = new(problems);

    /// <summary>What is configured; null when the item is null, or <c>false</c>.</summary>
    public ExporterOptions? Read(YamlItem? item)
    {
        if (item is null or YamlItem.Text { Value: "false" })
            return null;
        // Left empty it means all that is on by default.
        if (item is YamlItem.Text { Value: "" or "true" })
            return new ExporterOptions();
        if (MappingReader.Open(item, "'exporter'", problems) is not { } reader)
            return null;
        var (queries, files) = (new List<CustomQuery>(), new List<QueryFile>());
        foreach (var path in Texts(reader.Take("queries"), "queries", isSplit: false))
            ReadFile(path, queries, files);
        ReadBlock(reader.Take("customMetrics"), queries);
        var times = new ScrapeTimes();
        var timeout = Durations.Read("timeout", reader.TakeText("timeout"), TimeLeast, TimeMost, problems);
        var (collectors, statements) = ReadCollectors(reader.Take("collectors"));
        var options = new ExporterOptions
        {
            Collectors = [.. collectors],
            Statements = statements,
            Queries = [.. queries],
            Files = [.. files],
            Databases = new DatabaseChoice
            {
                AreDiscovered = ReadFlag(reader, "autoDiscoverDatabases"),
                Include = [.. Texts(reader.Take("includeDatabases"), "includeDatabases").Select(s => s.Value)],
                Exclude = [.. Texts(reader.Take("excludeDatabases"), "excludeDatabases").Select(s => s.Value)],
            },
            ConstantLabels = [.. ReadLabels(reader.Take("constantLabels"))],
            AuthModules = [.. new AuthModulesReader(directory, problems).Read(reader.Take("authModules"))],
            AreGuestsAllowed = ReadFlag(reader, "allowUnconfiguredTargets"),
            Times = times with { Collector = timeout ?? times.Collector },
        };
        reader.Close();
        return options;
    }

    void ReadFile(Setting path, List<CustomQuery> queries, List<QueryFile> files)
    {
        try
        {
            var content = File.ReadAllBytes(Path.GetFullPath(path.Value, directory));
            files.Add(new QueryFile(path.Value, Convert.ToHexStringLower(SHA256.HashData(content))));
            using var text = new StreamReader(new MemoryStream(content));
            if (YamlReader.Read(path.Value, text, problems) is { } root)
                Add(queries, _queries.Read(root));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(path.At, $"the file of queries {path.Value} cannot be read: {FileRights.Reason(e)}");
        }
    }

    /// <summary>The block as it stands in a chart's values: a mapping, or the text of one.</summary>
    void ReadBlock(YamlItem? item, List<CustomQuery> queries)
    {
        if (item is YamlItem.Text { Value.Length: > 0 } text)
        {
            using var inner = new StringReader(text.Value);
            item = YamlReader.Read($"{text.At.Source} (the text of customMetrics)", inner, problems);
        }
        if (item is { })
            Add(queries, _queries.Read(item));
    }

    /// <summary>Of several files, what is said last of a name counts, as in one file.</summary>
    static void Add(List<CustomQuery> queries, List<CustomQuery> more)
    {
        queries.RemoveAll(query => more.Exists(other => other.Name == query.Name));
        queries.AddRange(more);
    }

    (List<CollectorSwitch> Collectors, StatementChoice Statements) ReadCollectors(YamlItem? item)
    {
        var collectors = new List<CollectorSwitch>();
        if (item is null || MappingReader.Open(item, "'collectors'", problems) is not { } reader)
            return (collectors, new StatementChoice());
        foreach (var collector in Collectors.All)
        {
            if (reader.Has(collector.Name))
                collectors.Add(new CollectorSwitch(collector.Name, ReadFlag(reader, collector.Name)));
            else
                reader.Take(collector.Name);
        }
        var statements = ReadStatements(reader);
        reader.Close();
        return (collectors, statements);
    }

    StatementChoice ReadStatements(MappingReader reader)
    {
        const string of = "stat_statements.";
        var usual = new StatementChoice();
        return new StatementChoice
        {
            HasText = ReadFlag(reader, of + "include_query"),
            TextLength = ReadNumber(reader, of + "query_length") ?? usual.TextLength,
            Limit = ReadNumber(reader, of + "limit") ?? usual.Limit,
            ExcludedDatabases = [.. Names(of + "exclude_databases")],
            ExcludedUsers = [.. Names(of + "exclude_users")],
        };
        IEnumerable<string> Names(string key) => Texts(reader.Take(key), key).Select(name => name.Value);
    }

    int? ReadNumber(MappingReader reader, string key)
    {
        if (reader.TakeText(key) is not { } setting)
            return null;
        if (int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        problems.Add(setting.At, $"'{key}' is a number from 1 on, not '{setting.Value}'");
        return null;
    }

    bool ReadFlag(MappingReader reader, string key)
    {
        if (reader.TakeText(key) is not { } setting)
            return false;
        if (Flags.Parse(setting.Value) is { } flag)
            return flag;
        problems.Add(setting.At, $"'{key}' is true or false, not '{setting.Value}'");
        return false;
    }

    /// <summary>A mapping, or "a=b,c=d" as the flag has it.</summary>
    IEnumerable<ConstantLabel> ReadLabels(YamlItem? item)
    {
        var labels = item switch
        {
            null => [],
            YamlItem.Mapping mapping => mapping.Entries.Select(e =>
                (e.Key.Value, Value: e.Value as YamlItem.Text, e.Key.At)
            ),
            YamlItem.Text text => text
                .Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
                .Select(pair => (pair[0], pair.Length == 2 ? new YamlItem.Text(pair[1], text.At) : null, text.At)),
            _ => [("", null, item.At)],
        };
        var known = new HashSet<string>();
        foreach (var (name, value, at) in labels)
        {
            if (value is not { Value.Length: > 0 })
                problems.Add(at, "'constantLabels' takes names with values, or a text such as 'team=a,site=b'");
            else if (!MetricNames.IsPlainLabel(name) || LabelNames.IsReserved(name))
                problems.Add(
                    at,
                    $"'{name}' cannot be a constant label: a-z, 0-9 and '_', but not cluster, server, le, __… or exported_…"
                );
            else if (!known.Add(name))
                problems.Add(at, $"'{name}' is a constant label twice; give it once");
            else
                yield return new ConstantLabel(name, value.Value);
        }
    }

    /// <summary>One text, several in one text separated by commas, or a list.</summary>
    List<Setting> Texts(YamlItem? item, string key, bool isSplit = true)
    {
        switch (item)
        {
            case null:
                return [];
            case YamlItem.Text { Value.Length: > 0 } text:
                return isSplit
                    ? [.. text.Value.Split(',', StringSplitOptions.TrimEntries).Select(s => new Setting(s, text.At))]
                    : [new Setting(text.Value, text.At)];
            case YamlItem.Sequence list when list.Items.All(one => one is YamlItem.Text { Value.Length: > 0 }):
                return [.. list.Items.Cast<YamlItem.Text>().Select(text => new Setting(text.Value, text.At))];
            default:
                problems.Add(item.At, $"'{key}' takes a value or a list of values");
                return [];
        }
    }
}
