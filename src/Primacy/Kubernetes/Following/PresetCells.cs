using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Objects;

namespace Primacy.Kubernetes.Following;

/// <summary>What the watches of one preset have seen.</summary>
internal sealed class PresetCells(IPreset preset, IReadOnlyList<ObjectCell> cells)
{
    public IPreset Preset => preset;

    public bool IsReady => cells.All(cell => cell.IsReady);

    /// <summary>Whether something that declares clusters may not be seen.</summary>
    public bool IsBlind =>
        cells.Any(cell =>
            cell is { IsRefused: true, Kind: ObjectKind.Pod or ObjectKind.StatefulSet or ObjectKind.Service }
        );

    public List<KubernetesObject> Objects
    {
        get
        {
            var objects = new List<KubernetesObject>();
            foreach (var cell in cells)
                cell.Read(objects);
            return objects;
        }
    }

    /// <summary>Until when all that is kept of a kind was certainly so; null when it never was.</summary>
    public DateTimeOffset? HeardAt(ObjectKind kind)
    {
        var oldest = DateTimeOffset.MaxValue;
        foreach (var cell in cells)
        {
            if (cell.Kind != kind)
                continue;
            if (cell.HeardAt is not { } heard)
                return null;
            oldest = heard < oldest ? heard : oldest;
        }
        return oldest;
    }
}
