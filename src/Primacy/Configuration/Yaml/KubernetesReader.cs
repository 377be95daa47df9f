using Primacy.Configuration.Libpq;
using Primacy.Hosting;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Presets;
using Primacy.Repair;
using Primacy.Watching;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>kubernetes:</c> of the file.</summary>
/// <param name="defaults">What the file says of connections to every cluster.</param>
/// <param name="timingDefaults">The times that the file sets for every cluster.</param>
/// <param name="repairDefault">What may be done about every cluster's splits, if the file says so.</param>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="around">The surroundings.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class KubernetesReader(
    ConnectionLayer defaults,
    Timings timingDefaults,
    RepairMode? repairDefault,
    string directory,
    Surroundings around,
    Problems problems
)
{
    static readonly TimeSpan ForgetMost = TimeSpan.FromDays(365);

    /// <param name="item">What stands under the key; null for nothing, and then Kubernetes is not asked.</param>
    public (KubernetesOptions Kubernetes, DiscoveredDefaults Defaults)? Read(YamlItem? item)
    {
        switch (item)
        {
            case null or YamlItem.Text { Value: "false" }:
                return null;
            case YamlItem.Text { Value: "true" }:
                return (new KubernetesOptions(), Defaults(new ConnectionLayer(), timingDefaults));
            case YamlItem.Mapping:
                return Read(MappingReader.Open(item, "'kubernetes'", problems)!);
            default:
                problems.Add(item.At, "'kubernetes' is true, or a mapping with what differs from the defaults");
                return null;
        }
    }

    (KubernetesOptions, DiscoveredDefaults) Read(MappingReader reader)
    {
        var parts = ConnectionPartsReader.Read(reader);
        ConnectionPartsReader.Anchor(parts, directory);
        var timings = Timings.Read(reader, problems).Or(timingDefaults);
        var (patroni, repmgr) = (ReadFlag(reader, "patroniApi"), ReadFlag(reader, "repmgr"));
        var pgpool = ReadFlag(reader, "pgpool");
        var options = new KubernetesOptions
        {
            Kubeconfig = reader.TakeText("kubeconfig") is { } file ? Path.GetFullPath(file.Value, directory) : null,
            Context = reader.TakeText("context")?.Value,
            TokenFile = reader.TakeText("tokenFile") is { } token ? Path.GetFullPath(token.Value, directory) : null,
            Namespaces = ReadNamespaces(reader.TakeTexts("namespaces")),
            Presets = ReadPresets(reader),
            Selectors = ReadSelectors(reader.TakeList("selectors")),
            Forget =
                Durations.Read("forget", reader.TakeText("forget"), TimeSpan.Zero, ForgetMost, problems)
                ?? KubernetesOptions.ForgetDefault,
            Secret = ReadSecret(reader.Take("secret")),
            WritesEvents = ReadFlag(reader, "events") ?? true,
        };
        var defaults = Defaults(parts, timings) with
        {
            AsksPatroni = patroni ?? true,
            AsksRepmgr = repmgr,
            AsksPgpool = pgpool,
        };
        if (RepairReader.Mode(reader, problems) is { } repair)
            defaults = defaults with { Repair = repair };
        reader.Close();
        return (options, defaults);
    }

    DiscoveredDefaults Defaults(ConnectionLayer parts, Timings timings) =>
        new()
        {
            Connection = ConnectionReader.Read(new ConnectionLayers([parts, defaults], around), problems),
            Interval = timings.Interval ?? TimeSpan.FromMilliseconds(ClusterOptions.IntervalMillisecondsDefault),
            Timeout = timings.Timeout ?? TimeSpan.FromMilliseconds(ClusterOptions.TimeoutMillisecondsDefault),
            Policy = timings.ToPolicy(),
            Repair = repairDefault ?? RepairMode.Observe,
        };

    EquatableArray<string> ReadNamespaces(IReadOnlyList<Setting> settings)
    {
        foreach (var setting in settings.Where(s => s.Value.Length > 0 && !IsNamespace(s.Value)))
            problems.Add(setting.At, $"'{setting.Value}' is no namespace: up to 63 of a-z, 0-9 and '-'");
        return [.. settings.Select(setting => setting.Value).Distinct()];
    }

    EquatableArray<string> ReadPresets(MappingReader reader)
    {
        string[] known = [.. AllPresets.All.Select(preset => preset.Name)];
        if (!reader.Has("presets"))
        {
            reader.Take("presets");
            return [.. known];
        }
        if (reader.Take("presets") is YamlItem.Text { Value: "none" })
            return [];
        var settings = reader.TakeTexts("presets");
        foreach (var setting in settings.Where(s => s.Value.Length > 0 && !known.Contains(s.Value)))
            problems.Add(
                setting.At,
                $"'{setting.Value}' is no preset: there are {string.Join(", ", known)}, or 'none' for none of them"
            );
        return [.. known.Where(name => settings.Any(setting => setting.Value == name))];
    }

    EquatableArray<SelectorOptions> ReadSelectors(YamlItem.Sequence? list)
    {
        var selectors = new List<SelectorOptions>();
        foreach (var item in list?.Items ?? [])
        {
            if (MappingReader.Open(item, "an entry of 'selectors'", problems) is not { } reader)
                continue;
            var (name, pods, cluster) = (Needed(reader, "name"), Needed(reader, "pods"), Needed(reader, "cluster"));
            var selector = new SelectorOptions
            {
                Name = name?.Value ?? "",
                Pods = pods?.Value ?? "",
                Cluster = cluster?.Value ?? "",
                Port = reader.TakeText("port")?.Value,
                RoleLabel = reader.TakeText("role")?.Value,
            };
            reader.Close();
            if (name is { } && (selectors.Exists(s => s.Name == name.Value) || IsPreset(name.Value)))
                problems.Add(name.At, $"the name '{name.Value}' is taken already");
            selectors.Add(selector);
        }
        return [.. selectors];
    }

    Setting? Needed(MappingReader reader, string key)
    {
        var setting = reader.TakeText(key);
        if (!reader.Has(key))
            problems.Add(reader.At, $"this selector needs '{key}'");
        return setting;
    }

    /// <summary><c>secret: preset</c> or <c>secret: {name, user, password}</c>.</summary>
    SecretSource? ReadSecret(YamlItem? item)
    {
        if (item is null or YamlItem.Text { Value: "none" })
            return null;
        if (item is YamlItem.Text { Value: "preset" })
            return new SecretSource(null);
        if (item is not YamlItem.Mapping)
        {
            problems.Add(item.At, "'secret' is 'preset', or a mapping with 'name', and the keys 'user' and 'password'");
            return null;
        }
        var reader = MappingReader.Open(item, "'secret'", problems)!;
        var (name, user) = (reader.TakeText("name"), reader.TakeText("userKey"));
        var password = reader.TakeText("passwordKey");
        reader.Close();
        if (!reader.Has("name"))
            problems.Add(reader.At, "'secret' needs 'name', such as {cluster}-primacy");
        return new SecretSource(new SecretReference(name?.Value ?? "", user?.Value, [password?.Value ?? "password"]));
    }

    bool? ReadFlag(MappingReader reader, string key)
    {
        if (reader.TakeText(key) is not { } setting)
            return null;
        if (Flags.Parse(setting.Value) is { } flag)
            return flag;
        problems.Add(setting.At, $"'{key}' is true or false, not '{setting.Value}'");
        return null;
    }

    static bool IsPreset(string name) => AllPresets.All.Any(preset => preset.Name == name);

    static bool IsNamespace(string name) =>
        name.Length <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
