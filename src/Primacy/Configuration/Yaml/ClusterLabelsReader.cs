using Primacy.Watching;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads the labels of a cluster, which are free: any name, and a single value.</summary>
internal static class ClusterLabelsReader
{
    public static EquatableArray<ClusterLabel> Read(YamlItem? item, Problems problems)
    {
        if (item is null || MappingReader.Open(item, "'labels'", problems) is not { } reader)
            return [];
        var labels = new List<ClusterLabel>();
        foreach (var name in reader.Keys)
        {
            if (reader.TakeText(name) is { } value)
                labels.Add(new ClusterLabel(name, value.Value));
        }
        return labels.ToEquatableArray();
    }
}
