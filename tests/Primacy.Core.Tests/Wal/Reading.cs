using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>Reads WAL in pieces.</summary>
static class Reading
{
    /// <summary>Where the records are, up to the end or the refusal.</summary>
    public static List<(Lsn Lsn, Lsn End, uint Checksum)> All(WalReader reader, ReadOnlySpan<byte> bytes, int piece)
    {
        var found = new List<(Lsn, Lsn, uint)>();
        while (true)
        {
            while (reader.Read() == WalStep.Record)
                found.Add((reader.Current.Lsn, reader.Current.End, reader.Current.Checksum));
            if (bytes.IsEmpty || reader.Refusal is { })
                return found;
            Feed(reader, ref bytes, piece);
        }
    }

    public static void Feed(WalReader reader, ref ReadOnlySpan<byte> bytes, int piece)
    {
        var count = Math.Min(piece, bytes.Length);
        bytes[..count].CopyTo(reader.Room(count).Span);
        reader.Filled(count);
        bytes = bytes[count..];
    }

    public static void Feed(WalReader reader, ReadOnlySpan<byte> bytes) => Feed(reader, ref bytes, bytes.Length);

    public static Tally Count(WalText text, Lsn start)
    {
        var (reader, tally) = (new WalReader(start), new Tally(start));
        ReadOnlySpan<byte> bytes = text.Bytes;
        Feed(reader, ref bytes, bytes.Length);
        while (reader.Read() == WalStep.Record)
            tally.Take(reader.Current);
        return tally;
    }

    public static Lockstep Compare(WalText one, WalText other)
    {
        var lockstep = new Lockstep(one.Start);
        ReadOnlySpan<byte> oneLeft = one.Bytes;
        ReadOnlySpan<byte> otherLeft = other.Bytes;
        Feed(lockstep.One, ref oneLeft, oneLeft.Length);
        Feed(lockstep.Other, ref otherLeft, otherLeft.Length);
        lockstep.Advance();
        lockstep.CountOne();
        lockstep.CountOther();
        return lockstep;
    }
}
