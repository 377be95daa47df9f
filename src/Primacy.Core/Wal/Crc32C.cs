using System.Buffers.Binary;
using System.Numerics;

namespace Primacy.Wal;

/// <summary>The checksum of WAL records, by the processor's own instruction where it has one.</summary>
static class Crc32C
{
    public const uint Seed = uint.MaxValue;

    /// <summary>Goes on from an earlier result; the last one is inverted by <see cref="Finish"/>.</summary>
    public static uint Extend(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }

    public static uint Finish(uint crc) => ~crc;
}
