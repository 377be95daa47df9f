using System.Globalization;

namespace Primacy.Topology;

/// <summary>
/// A timeline number. It grows by one at a promotion; two equal numbers do not prove one history. See
/// https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES.
/// </summary>
public readonly record struct Timeline(uint Value) : IComparable<Timeline>
{
    public int CompareTo(Timeline other) => Value.CompareTo(other.Value);

    public static bool operator <(Timeline left, Timeline right) => left.Value < right.Value;

    public static bool operator >(Timeline left, Timeline right) => left.Value > right.Value;

    public static bool operator <=(Timeline left, Timeline right) => left.Value <= right.Value;

    public static bool operator >=(Timeline left, Timeline right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
