namespace Primacy.Wal;

/// <summary>What a record says after its header: the first block's relation, and what its owner put there.</summary>
readonly ref struct RecordContent
{
    const byte ShortMain = 255;
    const byte LongMain = 254;
    const byte Origin = 253;
    const byte TopTransaction = 252;
    const byte BlocksMax = 32;

    /// <summary>The file number of the first block's relation; 0 when there is no block.</summary>
    public uint Relation { get; private init; }

    /// <summary>The manager's own part, which may be cut off when the record is not whole.</summary>
    public ReadOnlySpan<byte> Main { get; private init; }

    /// <summary>Nothing when the record is not laid out as records are.</summary>
    public static RecordContent Of(in WalRecord record)
    {
        var cursor = new ByteCursor(record.Bytes[WalRecord.HeaderBytes..]);
        var (left, relation, main) = ((long)record.Length - WalRecord.HeaderBytes, 0u, 0L);
        var beyond = left - cursor.Left;
        long data = 0;
        while (cursor.Left + beyond > data)
        {
            if (!cursor.TryRead(out byte id) || !TryReadPart(ref cursor, id, record.Major, out var part))
                return default;
            data += part.Bytes;
            main = id is ShortMain or LongMain ? part.Bytes : main;
            relation = relation == 0 ? part.Relation : relation;
        }
        var mainAt = record.Length - main;
        return data == cursor.Left + beyond && mainAt <= record.Bytes.Length
            ? new RecordContent { Relation = relation, Main = record.Bytes[(int)mainAt..] }
            : default;
    }

    static bool TryReadPart(ref ByteCursor cursor, byte id, int major, out (uint Bytes, uint Relation) part)
    {
        part = default;
        switch (id)
        {
            case ShortMain:
                var isShortRead = cursor.TryRead(out byte count);
                part = (count, 0);
                return isShortRead;
            case LongMain:
                var isRead = cursor.TryRead(out uint length);
                part = (length, 0);
                return isRead;
            case Origin:
                return cursor.Skip(sizeof(ushort));
            case TopTransaction:
                return cursor.Skip(sizeof(uint));
            default:
                return id <= BlocksMax && BlockReference.TryRead(ref cursor, major, out part);
        }
    }
}
