namespace Primacy.Configuration.Yaml;

/// <summary>A piece of a YAML file that knows where it was written.</summary>
internal abstract record YamlItem(Location At)
{
    public sealed record Text(string Value, Location At) : YamlItem(At);

    public sealed record Sequence(IReadOnlyList<YamlItem> Items, Location At) : YamlItem(At);

    /// <summary>Every entry as written, keys that appear twice included.</summary>
    public sealed record Mapping(IReadOnlyList<KeyValuePair<Text, YamlItem>> Entries, Location At) : YamlItem(At);

    /// <summary>What it is, for a message.</summary>
    public string Kind =>
        this switch
        {
            Text { Value: "" } => "nothing",
            Text => "a single value",
            Sequence => "a list",
            _ => "a mapping",
        };
}
