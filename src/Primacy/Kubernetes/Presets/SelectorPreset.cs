using System.Globalization;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Presets;

/// <summary>Pods that an operator of ours has chosen by labels: for what no preset knows.</summary>
internal sealed class SelectorPreset(SelectorOptions options) : IPreset
{
    public string Name => options.Name;

    public string Manager => "Kubernetes";

    public EquatableArray<Interest> Interests { get; } = Interest.In(options.Pods, ObjectKind.StatefulSet);

    public IReadOnlyList<string> RoleLabels { get; } = options.RoleLabel is { } label ? [label] : [];

    public string? ClusterOf(KubernetesObject thing) => Word(thing.Meta, options.Cluster);

    public string? Objection(Pod pod) =>
        options.Port is { } key && Word(pod.Meta, key) is { } text && Number(text) is null
            ? $"gives \"{text}\" as its port"
            : null;

    public int PortOf(ObjectMeta meta, EquatableArray<NamedPort> ports) =>
        (options.Port is { } key && Word(meta, key) is { } text ? Number(text) : null)
        ?? Ports.Named(ports, "postgresql", "postgres")
        ?? Ports.Default;

    static string? Word(ObjectMeta meta, string key) => meta.Label(key) ?? meta.Annotation(key);

    static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : null;
}
