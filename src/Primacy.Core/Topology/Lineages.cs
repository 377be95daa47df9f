namespace Primacy.Topology;

/// <summary>Where two timeline histories part.</summary>
public static class Lineages
{
    /// <summary>
    /// The last point that two histories have in common. Nested histories part where the longer one left the other's
    /// timeline, siblings at the earlier of the two points where they left their parent. Null when either history is
    /// not known, when they have nothing in common, and when they are the same: then only WAL can tell.
    /// </summary>
    public static CommonPoint? ForkOf(Lineage a, Lineage b)
    {
        if (Segments(a) is not { } one || Segments(b) is not { } other)
            return null;
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            if (one[i].Timeline != other[i].Timeline)
                return i > 0 ? new(one[i - 1].End!.Value, IsNested: false) : null;
            if (one[i].End == other[i].End)
                continue;
            return (one[i].End, other[i].End) switch
            {
                (null, { } end) => new(end, IsNested: true),
                ({ } end, null) => new(end, IsNested: true),
                ({ } left, { } right) => new(left < right ? left : right, IsNested: false),
                _ => null,
            };
        }
        return null;
    }

    /// <summary>Where a history left a timeline that is one of its ancestors.</summary>
    public static Lsn? LeftAt(this Lineage lineage, Timeline ancestor)
    {
        foreach (var point in lineage.Switches ?? [])
        {
            if (point.Parent == ancestor)
                return point.At;
        }
        return null;
    }

    /// <summary>The timelines of a history, each with its end; the last one has none.</summary>
    static (Timeline Timeline, Lsn? End)[]? Segments(Lineage lineage) =>
        lineage is { Switches: { } switches, Timeline: { } timeline }
            ? [.. switches.Select(s => (s.Parent, (Lsn?)s.At)), (timeline, null)]
            : null;
}
