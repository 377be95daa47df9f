namespace Primacy.Configuration.Yaml;

/// <summary>
/// A mapping of a format that is not ours: what is not known is passed over with a warning, and of a key that appears
/// twice the last counts, as in the program whose format it is. To that program, what is merged from elsewhere
/// ("&lt;&lt;: *anchor") is said where that stands.
/// </summary>
internal sealed class LooseMapping
{
    const string Merge = "<<";

    readonly Dictionary<string, (YamlItem.Text Key, YamlItem Value)> _values = [];
    readonly List<string> _order = [];
    readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    readonly Problems _problems;

    LooseMapping(YamlItem.Mapping? mapping, Problems problems)
    {
        _problems = problems;
        var said = new HashSet<string>();
        foreach (var (key, value, isMerged) in Unmerged(mapping))
        {
            if (!isMerged && !said.Add(key.Value))
                problems.Warn(key.At, $"'{key.Value}' appears twice here; the last one counts");
            if (!_values.ContainsKey(key.Value))
                _order.Add(key.Value);
            _values[key.Value] = (key, value);
        }
    }

    public IEnumerable<(YamlItem.Text Key, YamlItem Value)> Entries => _order.Select(key => _values[key]);

    /// <summary>A reader of an item; of nothing, and an error unless it is left empty, when it is no mapping.</summary>
    public static LooseMapping Open(YamlItem item, string name, Problems problems)
    {
        if (item is not (YamlItem.Mapping or YamlItem.Text { Value: "" }))
            problems.Add(item.At, $"{name} takes keys with values, not {item.Kind}");
        return new LooseMapping(item as YamlItem.Mapping, problems);
    }

    public YamlItem? Take(string key)
    {
        _known.Add(key);
        return _values.GetValueOrDefault(key).Value;
    }

    /// <summary>A single value; null where there is none.</summary>
    public Setting? TakeText(string key)
    {
        switch (Take(key))
        {
            case null or YamlItem.Text { Value: "" }:
                return null;
            case YamlItem.Text text:
                return new Setting(text.Value, text.At);
            case var other:
                _problems.Add(other.At, $"'{key}' takes a single value, not {other.Kind}");
                return null;
        }
    }

    /// <summary>A yes or no, in all the words of YAML 1.1; no where there is none.</summary>
    public bool TakeFlag(string key)
    {
        if (TakeText(key) is not { } setting)
            return false;
        if (Flags.Parse(setting.Value) is { } flag)
            return flag;
        _problems.Add(setting.At, $"'{key}' is true or false, not '{setting.Value}'");
        return false;
    }

    static IEnumerable<(YamlItem.Text Key, YamlItem Value, bool IsMerged)> Unmerged(YamlItem.Mapping? mapping)
    {
        foreach (var (key, value) in mapping?.Entries ?? [])
        {
            if (key.Value != Merge)
                yield return (key, value, false);
            else
            {
                foreach (var (innerKey, innerValue, _) in Merged(value).SelectMany(Unmerged))
                    yield return (innerKey, innerValue, true);
            }
        }
    }

    /// <summary>Of several the first that says something counts.</summary>
    static IEnumerable<YamlItem.Mapping> Merged(YamlItem value) =>
        value switch
        {
            YamlItem.Mapping one => [one],
            YamlItem.Sequence several => several.Items.OfType<YamlItem.Mapping>().Reverse(),
            _ => [],
        };

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Close()
    {
        foreach (var (key, _) in Entries.Where(entry => !_known.Contains(entry.Key.Value)))
            _problems.Warn(
                key.At,
                $"'{key.Value}' is not known here and has no effect.{Spelling.Suggest(key.Value, _known)}"
            );
    }
}
