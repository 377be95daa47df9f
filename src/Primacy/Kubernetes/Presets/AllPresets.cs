using Primacy.Kubernetes.Discovering;

namespace Primacy.Kubernetes.Presets;

/// <summary>Every preset; the more particular ones first, as the first that takes a pod has it.</summary>
internal static class AllPresets
{
    public static IReadOnlyList<IPreset> All { get; } =
    [
        new CloudNativePgPreset(),
        new CrunchyPreset(),
        new ZalandoPreset(),
        new StackGresPreset(),
        new BitnamiPreset(),
        new PatroniPreset(),
    ];
}
