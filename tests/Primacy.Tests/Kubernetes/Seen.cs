using System.Text.Json;
using System.Text.Json.Nodes;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;
using Primacy.Kubernetes.Presets;
using Primacy.Kubernetes.Streaming;

namespace Primacy.Tests.Kubernetes;

/// <summary>What is discovered in manifests, as an API server would show them to each preset.</summary>
static class Seen
{
    static readonly WireReader Reader = new(new HashSet<string> { "leader", "renewTime" });

    /// <summary>What all presets together find.</summary>
    public static Discovery In(IEnumerable<JsonObject> manifests) => In([.. manifests.Select(Read)], AllPresets.All);

    public static Discovery In(KubernetesObject[] objects, IEnumerable<IPreset> presets) =>
        Discoverer.Discover(
            presets.Select(preset =>
                (
                    preset,
                    (IReadOnlyCollection<KubernetesObject>)
                        objects.Where(thing => preset.Interests.Any(interest => IsMeant(interest, thing))).ToArray()
                )
            )
        );

    public static KubernetesObject Read(JsonObject manifest)
    {
        var copy = manifest.DeepClone().AsObject();
        copy["metadata"]!["namespace"] ??= "shop";
        var wire = copy.Deserialize(WireJson.Default.WireObject)!;
        return Reader.Read(KindOf(manifest), wire)!;
    }

    static ObjectKind KindOf(JsonObject manifest) =>
        manifest["kind"]!.GetValue<string>() is "Cluster"
            ? ObjectKind.CnpgCluster
            : Enum.Parse<ObjectKind>(manifest["kind"]!.GetValue<string>());

    static bool IsMeant(Interest interest, KubernetesObject thing) =>
        thing.GetType().Name == interest.Kind.ToString() && Selectors.Matches(interest.Labels, thing.Meta);
}
