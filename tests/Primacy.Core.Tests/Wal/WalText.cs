using System.Buffers.Binary;
using System.Numerics;
using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>Writes WAL as a server does, into memory.</summary>
sealed class WalText(ulong start, ushort magic = WalText.Magic18)
{
    public const ushort Magic18 = 0xD118;
    public const int PageBytes = 8192;
    public const uint SegmentBytes = 1 << 20;

    readonly List<byte> _bytes = [];
    ulong _previous;

    public Lsn Start { get; } = new(start);

    public Lsn End => new(start + (ulong)_bytes.Count);

    public byte[] Bytes => [.. _bytes];

    /// <summary>When the next commits are made, in microseconds since 2000.</summary>
    public long CommittedAt { get; set; } = 1_000_000;

    public uint PageBytesSaid { get; init; } = PageBytes;

    public uint SegmentBytesSaid { get; init; } = SegmentBytes;

    /// <summary>A record with the owner's own part and nothing else.</summary>
    public Lsn Add(RecordOwner owner, byte operation, uint transaction, ReadOnlySpan<byte> main) =>
        AddRaw(owner, operation, transaction, RecordText.Own(main));

    /// <summary>A row that is put into a relation.</summary>
    public Lsn Insert(uint transaction, uint relation) => Change(RecordOwner.Heap, 0, transaction, relation);

    /// <summary>A record that names a block of a relation.</summary>
    public Lsn Change(RecordOwner owner, byte operation, uint transaction, uint relation) =>
        AddRaw(owner, operation, transaction, [.. RecordText.Block(relation), .. RecordText.Own([1, 0, 0])]);

    public Lsn Commit(uint transaction, params uint[] subtransactions) =>
        Add(
            RecordOwner.Transaction,
            0x80,
            transaction,
            new EndText { Microseconds = CommittedAt, Subtransactions = subtransactions }.ToBytes(18)
        );

    /// <summary>Names the transaction that begins next.</summary>
    public Lsn Running(uint next) =>
        Add(RecordOwner.Standby, 0x10, 0, [.. new byte[12], .. BitConverter.GetBytes(next), .. new byte[8]]);

    public Lsn AddRaw(RecordOwner owner, byte operation, uint transaction, ReadOnlySpan<byte> content)
    {
        BeginPage(rest: 0, overwritten: false);
        var lsn = End;
        Put(Record(owner, operation, transaction, content));
        Align();
        _previous = lsn.Value;
        return lsn;
    }

    /// <summary>A record that a crash cut off at the end of its page, and a page that goes on without it.</summary>
    public void CutOff(int bytes)
    {
        BeginPage(rest: 0, overwritten: false);
        var record = Record(RecordOwner.Heap, 0, 1, new byte[bytes]);
        _bytes.AddRange(record[..(PageBytes - (int)(End.Value % PageBytes))]);
        BeginPage(rest: 0, overwritten: true);
    }

    /// <summary>Ends the segment, the rest of which stays empty.</summary>
    public void Switch()
    {
        _ = AddRaw(RecordOwner.Log, 0x40, 0, []);
        _bytes.AddRange(new byte[(SegmentBytes - End.Value % SegmentBytes) % SegmentBytes]);
    }

    /// <summary>The next record names another one before it than there is.</summary>
    public void Forget() => _previous = 24;

    byte[] Record(RecordOwner owner, byte operation, uint transaction, ReadOnlySpan<byte> content)
    {
        var record = new byte[24 + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), transaction);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(8), _previous);
        (record[16], record[17]) = (operation, (byte)owner);
        content.CopyTo(record.AsSpan(24));
        BinaryPrimitives.WriteUInt32LittleEndian(
            record.AsSpan(20),
            ~Crc(Crc(uint.MaxValue, record.AsSpan(24)), record.AsSpan(0, 20))
        );
        return record;
    }

    /// <summary>The slow way, so that it is another than the one under test.</summary>
    static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }

    void Put(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            BeginPage((uint)bytes.Length, overwritten: false);
            var count = Math.Min(bytes.Length, PageBytes - (int)(End.Value % PageBytes));
            _bytes.AddRange(bytes[..count]);
            bytes = bytes[count..];
        }
    }

    void BeginPage(uint rest, bool overwritten)
    {
        if (End.Value % PageBytes != 0)
            return;
        var isLong = End.Value % SegmentBytes == 0;
        var header = new byte[isLong ? 40 : 24];
        BinaryPrimitives.WriteUInt16LittleEndian(header, magic);
        header[2] = (byte)((rest > 0 ? 1 : 0) | (isLong ? 2 : 0) | (overwritten ? 8 : 0));
        header[4] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), End.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), rest);
        if (isLong)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), SegmentBytesSaid);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(36), PageBytesSaid);
        }
        _bytes.AddRange(header);
    }

    void Align() => _bytes.AddRange(new byte[(8 - _bytes.Count % 8) % 8]);
}
