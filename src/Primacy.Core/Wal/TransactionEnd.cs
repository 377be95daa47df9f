using System.Buffers.Binary;

namespace Primacy.Wal;

/// <summary>A record that ends a transaction, with all of its subtransactions.</summary>
readonly ref struct TransactionEnd
{
    const byte Operations = 0x70;
    const byte HasFlags = 0x80;
    const byte Commit = 0x00;
    const byte Abort = 0x20;
    const byte CommitPrepared = 0x30;
    const byte AbortPrepared = 0x40;

    [Flags]
    enum Parts : uint
    {
        Database = 1 << 0,
        Subtransactions = 1 << 1,
        Files = 1 << 2,
        Invalidations = 1 << 3,
        Prepared = 1 << 4,
        DroppedStatistics = 1 << 8,
    }

    public bool IsCommit { get; private init; }

    /// <summary>Whether it had been prepared, so that it may have outlived a restart.</summary>
    public bool WasPrepared { get; private init; }

    public uint TransactionId { get; private init; }

    /// <summary>By the server's clock, in microseconds since 2000.</summary>
    public long At { get; private init; }

    /// <summary>Whether files of relations go with it, as after TRUNCATE and DROP.</summary>
    public bool DropsFiles { get; private init; }

    public ReadOnlySpan<byte> Subtransactions { get; private init; }

    /// <summary>False when not all of the record could be read; then no part of it but the kind counts.</summary>
    public bool IsUnderstood { get; private init; }

    public int SubtransactionCount => Subtransactions.Length / sizeof(uint);

    public uint Subtransaction(int index) =>
        BinaryPrimitives.ReadUInt32LittleEndian(Subtransactions[(index * sizeof(uint))..]);

    /// <summary>False when the record ends no transaction.</summary>
    public static bool TryRead(in WalRecord record, out TransactionEnd end)
    {
        end = default;
        var kind = record.Operation & Operations;
        if (kind is not (Commit or Abort or CommitPrepared or AbortPrepared))
            return false;
        var read = record.IsWhole ? Read(record) : default;
        end = new TransactionEnd
        {
            IsCommit = kind is Commit or CommitPrepared,
            WasPrepared = kind is CommitPrepared or AbortPrepared,
            TransactionId = read.TransactionId,
            At = read.At,
            DropsFiles = read.DropsFiles,
            Subtransactions = read.Subtransactions,
            IsUnderstood = read.IsUnderstood,
        };
        return true;
    }

    /// <summary>What the record says beside its kind, as far as it can be read.</summary>
    static TransactionEnd Read(in WalRecord record)
    {
        var cursor = new ByteCursor(RecordContent.Of(record).Main);
        uint flags = 0;
        if (!cursor.TryRead(out ulong at) || ((record.Operation & HasFlags) != 0 && !cursor.TryRead(out flags)))
            return default;
        var parts = (Parts)flags;
        if (parts.HasFlag(Parts.Database) && !cursor.Skip(2 * sizeof(uint)))
            return default;
        // What statistics a dropped relation leaves behind is named by one number more since version 18.
        var droppedBytes = record.Major >= 18 ? 16u : 12;
        var isRead =
            TryReadList(ref cursor, parts.HasFlag(Parts.Subtransactions), sizeof(uint), out var subtransactions)
            & TryReadList(ref cursor, parts.HasFlag(Parts.Files), 12, out var files)
            & TryReadList(ref cursor, parts.HasFlag(Parts.DroppedStatistics), droppedBytes, out _)
            & TryReadList(ref cursor, parts.HasFlag(Parts.Invalidations), 16, out _);
        var id = record.TransactionId;
        if (!isRead || (parts.HasFlag(Parts.Prepared) && !cursor.TryRead(out id)))
            return default;
        return new TransactionEnd
        {
            TransactionId = id,
            At = (long)at,
            DropsFiles = !files.IsEmpty,
            Subtransactions = subtransactions,
            IsUnderstood = true,
        };
    }

    static bool TryReadList(scoped ref ByteCursor cursor, bool isThere, uint itemBytes, out ReadOnlySpan<byte> items)
    {
        items = default;
        return !isThere || (cursor.TryRead(out uint count) && cursor.TryTake((ulong)count * itemBytes, out items));
    }
}
