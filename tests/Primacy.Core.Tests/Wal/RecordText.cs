namespace Primacy.Wal;

/// <summary>The parts of a record behind its header, as a server writes them.</summary>
static class RecordText
{
    /// <summary>As much as the reader keeps of one record.</summary>
    public const int KeptBytesMax = 16 << 20;

    /// <summary>The reference to a block of a relation.</summary>
    /// <param name="relation">The relation's file number; null for the relation of the block before.</param>
    /// <param name="id">The block's number in the record.</param>
    /// <param name="data">The length of what the record says of the block.</param>
    /// <param name="image">What is written of the block's image, if it has one.</param>
    public static byte[] Block(uint? relation, byte id = 0, ushort data = 0, byte[]? image = null) =>
        [
            id,
            (byte)((image is { } ? 0x10 : 0) | (relation is null ? 0x80 : 0)),
            .. BitConverter.GetBytes(data),
            .. image ?? [],
            .. relation is { } number
                ? (byte[])
                    [.. BitConverter.GetBytes(1663), .. BitConverter.GetBytes(5), .. BitConverter.GetBytes(number)]
                : [],
            .. BitConverter.GetBytes(7),
        ];

    /// <summary>What is written of an image: its length, where its hole is, how it is stored.</summary>
    public static byte[] Image(ushort length, byte flags, bool hasHoleLength) =>
        [.. BitConverter.GetBytes(length), 0, 1, flags, .. hasHoleLength ? (byte[])[0, 2] : []];

    /// <summary>The owner's own part, which comes last.</summary>
    public static byte[] Own(ReadOnlySpan<byte> main) => [.. OwnHeader(main.Length), .. main];

    /// <summary>The length of the owner's own part.</summary>
    public static byte[] OwnHeader(int length) =>
        length <= byte.MaxValue ? [255, (byte)length] : [254, .. BitConverter.GetBytes(length)];

    /// <summary>Who sent the change that was applied here.</summary>
    public static byte[] Origin => [253, 1, 0];

    /// <summary>The transaction above a subtransaction.</summary>
    public static byte[] TopTransaction => [252, 10, 0, 0, 0];
}
