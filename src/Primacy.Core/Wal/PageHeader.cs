using System.Buffers.Binary;
using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>How a page of WAL begins: alike in all versions but for the number that names the version.</summary>
readonly record struct PageHeader(int Major, PageFlags Flags, Lsn Address, uint RestBytes)
{
    public const int ShortBytes = 24;
    public const int LongBytes = 40;

    public int Bytes => Flags.HasFlag(PageFlags.IsLong) ? LongBytes : ShortBytes;

    public bool BeginsWithRest => (Flags & PageFlags.BeginsWithRest) != 0;

    public bool RestWasOverwritten => (Flags & PageFlags.RestWasOverwritten) != 0;

    /// <summary>The major version that writes such pages, 0 for none that is known.</summary>
    public static int MajorOf(ushort magic) =>
        magic switch
        {
            0xD106 => 13,
            0xD10D => 14,
            0xD110 => 15,
            0xD113 => 16,
            0xD116 => 17,
            0xD118 => 18,
            _ => 0,
        };

    public static ushort Magic(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt16LittleEndian(page);

    /// <summary>Reads at least <see cref="ShortBytes"/>.</summary>
    public static PageHeader Read(ReadOnlySpan<byte> page) =>
        new(
            MajorOf(Magic(page)),
            (PageFlags)BinaryPrimitives.ReadUInt16LittleEndian(page[2..]),
            new Lsn(BinaryPrimitives.ReadUInt64LittleEndian(page[8..])),
            BinaryPrimitives.ReadUInt32LittleEndian(page[16..])
        );

    public static uint SegmentBytes(ReadOnlySpan<byte> longHeader) =>
        BinaryPrimitives.ReadUInt32LittleEndian(longHeader[32..]);

    public static uint PageBytes(ReadOnlySpan<byte> longHeader) =>
        BinaryPrimitives.ReadUInt32LittleEndian(longHeader[36..]);
}
