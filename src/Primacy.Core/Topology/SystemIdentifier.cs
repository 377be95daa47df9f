using System.Globalization;

namespace Primacy.Topology;

/// <summary>
/// The number initdb gives to a database system. All physical copies share it, so a different one proves another
/// family, while an equal one does not prove membership (clones and restores carry it too).
/// </summary>
public readonly record struct SystemIdentifier(ulong Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
