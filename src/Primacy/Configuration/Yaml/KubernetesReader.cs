using Primacy.Kubernetes;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>kubernetes:</c> of the file.</summary>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class KubernetesReader(string directory, Problems problems)
{
    /// <param name="item">What stands under the key; null for nothing, and then Kubernetes is not asked.</param>
    public KubernetesOptions? Read(YamlItem? item)
    {
        switch (item)
        {
            case null or YamlItem.Text { Value: "false" }:
                return null;
            case YamlItem.Text { Value: "true" }:
                return new KubernetesOptions();
            case YamlItem.Mapping:
                return Read(MappingReader.Open(item, "'kubernetes'", problems)!);
            default:
                problems.Add(item.At, "'kubernetes' is true, or a mapping with what differs from the defaults");
                return null;
        }
    }

    KubernetesOptions Read(MappingReader reader)
    {
        var options = new KubernetesOptions
        {
            Kubeconfig = reader.TakeText("kubeconfig") is { } file ? Path.GetFullPath(file.Value, directory) : null,
            Context = reader.TakeText("context")?.Value,
            Namespaces = ReadNamespaces(reader.TakeTexts("namespaces")),
        };
        reader.Close();
        return options;
    }

    EquatableArray<string> ReadNamespaces(IReadOnlyList<Setting> settings)
    {
        foreach (var setting in settings.Where(s => s.Value.Length > 0 && !IsNamespace(s.Value)))
            problems.Add(setting.At, $"'{setting.Value}' is no namespace: up to 63 of a-z, 0-9 and '-'");
        return [.. settings.Select(setting => setting.Value).Distinct()];
    }

    static bool IsNamespace(string name) =>
        name.Length <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
