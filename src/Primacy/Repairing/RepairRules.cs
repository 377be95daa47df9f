using Primacy.Repair;

namespace Primacy.Repairing;

/// <summary>Whether anything may be done at all at this moment.</summary>
/// <param name="modeOf">What the configuration says of a cluster; null when it is not watched.</param>
/// <param name="leadership">Why this replica may not act; always null where there is only one.</param>
internal sealed class RepairRules(Func<string, RepairMode?> modeOf, Objection leadership)
{
    /// <summary>The switch at the top of the configuration.</summary>
    public bool IsOff
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public RepairMode ModeOf(string cluster) => modeOf(cluster) ?? RepairMode.Observe;

    /// <summary>Why no plan for this cluster may be carried out now, as a sentence; null when one may.</summary>
    public string? ObjectionTo(string cluster) =>
        IsOff ? "Repairs are switched off: 'repair: off' stands at the top of the configuration."
        : ModeOf(cluster) is RepairMode.Observe
            ? $"'repair: observe' holds for {cluster}: plans are shown and not carried out. 'repair: propose' in the "
                + "configuration allows it."
        : leadership();
}
