using Primacy.Kubernetes.Leadership;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>leadership:</c> of the file.</summary>
internal sealed class LeadershipReader(Problems problems)
{
    static readonly TimeSpan Least = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    /// <param name="item">What stands under the key; null for nothing, and then this watcher is the only one.</param>
    public LeadershipOptions? Read(YamlItem? item)
    {
        switch (item)
        {
            case null or YamlItem.Text { Value: "false" }:
                return null;
            case YamlItem.Text { Value: "true" }:
                return new LeadershipOptions();
            case YamlItem.Mapping:
                return Read(MappingReader.Open(item, "'leadership'", problems)!);
            default:
                problems.Add(item.At, "'leadership' is true, or a mapping with what differs from the defaults");
                return null;
        }
    }

    LeadershipOptions Read(MappingReader reader)
    {
        var options = new LeadershipOptions();
        options = options with
        {
            Lease = Name(reader.TakeText("lease")) ?? options.Lease,
            Namespace = Name(reader.TakeText("namespace")),
            Duration =
                Durations.Read("duration", reader.TakeText("duration"), Least, Most, problems) ?? options.Duration,
        };
        reader.Close();
        return options;
    }

    string? Name(Setting? setting)
    {
        if (setting is null || IsName(setting.Value))
            return setting?.Value;
        problems.Add(setting.At, $"'{setting.Value}' is no name in Kubernetes: up to 63 of a-z, 0-9, '-' and '.'");
        return null;
    }

    static bool IsName(string name) =>
        name.Length is > 0 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}
