using System.Buffers.Binary;
using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>One record of WAL, valid until its reader moves on. Its checksum has been found right.</summary>
public readonly ref struct WalRecord
{
    internal const int HeaderBytes = 24;
    internal const int ChecksumOffset = 20;

    /// <summary>The length of the longest record that the server writes, rounded up.</summary>
    internal const uint BytesMax = 1 << 30;

    /// <summary>Where it begins.</summary>
    public required Lsn Lsn { get; init; }

    /// <summary>Where the next one may begin.</summary>
    public required Lsn End { get; init; }

    /// <summary>The major version of the server that wrote it.</summary>
    public required int Major { get; init; }

    /// <summary>All of it, or the first part of one that is longer than the reader keeps.</summary>
    public required ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Its length by its header.</summary>
    public uint Length => LengthOf(Bytes);

    public bool IsWhole => (uint)Bytes.Length == Length;

    /// <summary>The transaction, or subtransaction, that wrote it; 0 for none.</summary>
    public uint TransactionId => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[4..]);

    public RecordOwner Owner => (RecordOwner)Bytes[17];

    /// <summary>What was done, as its manager numbers it.</summary>
    public byte Operation => (byte)(Bytes[16] & 0xF0);

    public uint Checksum => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[ChecksumOffset..]);

    internal static uint LengthOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header);

    internal static Lsn PreviousOf(ReadOnlySpan<byte> header) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(header[8..]));
}
