namespace Primacy.Configuration.Yaml;

/// <summary>
/// Reads the keys of a mapping one by one. What was never asked for is unknown, so the keys that exist are written down
/// once, where they are read.
/// </summary>
internal sealed class MappingReader
{
    readonly Dictionary<string, YamlItem> _values = [];
    readonly List<YamlItem.Text> _keys = [];
    readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    readonly Problems _problems;

    MappingReader(YamlItem.Mapping mapping, Problems problems)
    {
        _problems = problems;
        At = mapping.At;
        foreach (var (key, value) in mapping.Entries)
        {
            if (_values.TryAdd(key.Value, value))
                _keys.Add(key);
            else
                problems.Add(key.At, $"'{key.Value}' appears twice here");
        }
    }

    public Location At { get; }

    /// <summary>A reader of an item that must be a mapping; null, and a problem, when it is none.</summary>
    public static MappingReader? Open(YamlItem item, string name, Problems problems)
    {
        if (item is YamlItem.Mapping mapping)
            return new MappingReader(mapping, problems);
        problems.Add(item.At, $"{name} takes keys with values, not {item.Kind}");
        return null;
    }

    /// <summary>The keys in their order, for a mapping whose keys are free.</summary>
    public IReadOnlyList<string> Keys => [.. _keys.Select(key => key.Value)];

    public bool Has(string key) => _values.ContainsKey(key);

    public YamlItem? Take(string key)
    {
        _known.Add(key);
        return _values.GetValueOrDefault(key);
    }

    /// <summary>A value that must be a text; null, and a problem unless it is missing, when it is none.</summary>
    public Setting? TakeText(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlItem.Text { Value.Length: > 0 } text:
                return new Setting(text.Value, text.At);
            case var other:
                _problems.Add(other.At, $"'{key}' takes a single value, not {other.Kind}");
                return null;
        }
    }

    /// <summary>
    /// The texts of a value that is a list of them, or a single one; none, and a problem, when it is neither.
    /// </summary>
    public IReadOnlyList<Setting> TakeTexts(string key)
    {
        switch (Take(key))
        {
            case null:
                return [];
            case YamlItem.Text { Value.Length: > 0 } text:
                return [new Setting(text.Value, text.At)];
            case YamlItem.Sequence { Items.Count: > 0 } list:
                foreach (var item in list.Items.Where(item => item is not YamlItem.Text { Value.Length: > 0 }))
                    _problems.Add(item.At, $"'{key}' takes a list of single values, and this is {item.Kind}");
                return [.. list.Items.OfType<YamlItem.Text>().Select(text => new Setting(text.Value, text.At))];
            case YamlItem.Sequence empty:
                _problems.Add(empty.At, $"'{key}' is an empty list");
                return [];
            case var other:
                _problems.Add(other.At, $"'{key}' takes a list of single values, not {other.Kind}");
                return [];
        }
    }

    /// <summary>
    /// The items of a value that must be a list; null, and a problem unless it is missing, when it is none.
    /// </summary>
    public YamlItem.Sequence? TakeList(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlItem.Sequence { Items.Count: > 0 } list:
                return list;
            case YamlItem.Sequence empty:
                _problems.Add(empty.At, $"'{key}' is an empty list");
                return null;
            case var other:
                _problems.Add(other.At, $"'{key}' takes a list (lines that begin with '- '), not {other.Kind}");
                return null;
        }
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Close()
    {
        foreach (var key in _keys.Where(key => !_known.Contains(key.Value)))
            _problems.Add(key.At, $"'{key.Value}' is not known here.{Hint(key.Value)}");
    }

    string Hint(string key) =>
        Spelling.Suggest(key, _known) is { Length: > 0 } suggestion
            ? suggestion
            : $" Known are: {string.Join(", ", _known)}.";
}
