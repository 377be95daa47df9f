using System.Buffers;
using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>
/// Puts a record together that goes over pages. The checksum is taken of all of it, but no more is kept than anybody
/// looks at, so that one of a gigabyte needs no gigabyte.
/// </summary>
sealed class LongRecord
{
    /// <summary>Enough for a commit with four million subtransactions.</summary>
    public const int KeptBytesMax = 16 << 20;

    readonly ArrayBufferWriter<byte> _kept = new();
    uint _length;
    uint _have;
    uint _crc;

    public bool IsOpen { get; private set; }

    public Lsn Lsn { get; private set; }

    public uint MissingBytes => _length - _have;

    public ReadOnlySpan<byte> Kept => _kept.WrittenSpan;

    public uint Checksum => Crc32C.Finish(Crc32C.Extend(_crc, Kept[..WalRecord.ChecksumOffset]));

    public void Begin(Lsn lsn, uint length)
    {
        _kept.ResetWrittenCount();
        (IsOpen, Lsn, _length, _have, _crc) = (true, lsn, length, 0, Crc32C.Seed);
    }

    public void Close() => IsOpen = false;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _kept.Write(bytes[..Math.Min(bytes.Length, KeptBytesMax - _kept.WrittenCount)]);
        // The header's own part of the checksum comes last.
        var header = (int)Math.Min((uint)bytes.Length, WalRecord.HeaderBytes - Math.Min(_have, WalRecord.HeaderBytes));
        _crc = Crc32C.Extend(_crc, bytes[header..]);
        _have += (uint)bytes.Length;
    }
}
