using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>A stretch of WAL, and the timeline under whose name a server keeps it.</summary>
public readonly record struct Leg(Timeline Timeline, Lsn From, Lsn To)
{
    /// <summary>
    /// The stretch to ask for first, to read from a place up to an end. The segment in which a timeline was left is
    /// kept under the new one's name, those before under the old one's.
    /// </summary>
    /// <param name="current">The server's timeline.</param>
    /// <param name="switches">Its ancestors, the oldest first.</param>
    /// <param name="segmentBytes">The length of the server's segments.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="to">Where all ends.</param>
    public static Leg First(
        Timeline current,
        EquatableArray<TimelineSwitch> switches,
        ulong segmentBytes,
        Lsn from,
        Lsn to
    )
    {
        foreach (var one in switches)
        {
            var left = new Lsn(one.At.Value - one.At.Value % segmentBytes);
            if (from < left)
                return new Leg(one.Parent, from, left < to ? left : to);
        }
        return new Leg(current, from, to);
    }
}
