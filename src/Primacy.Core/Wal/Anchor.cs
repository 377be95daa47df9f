using System.Buffers.Binary;
using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>
/// A record from which on it is known which transactions begin. Without one, a transaction that ends may have done its
/// work before the first record that was read.
/// </summary>
/// <param name="Next">The transaction that begins next, if the record says so.</param>
/// <param name="IsFresh">Whether no transaction outlives it but prepared ones.</param>
readonly record struct Anchor(uint? Next, bool IsFresh)
{
    const byte ShutdownCheckpoint = 0x00;
    const byte OnlineCheckpoint = 0x10;
    const byte EndOfRecovery = 0x90;
    const byte RunningTransactions = 0x10;
    const uint CheckpointNextOffset = 24;
    const uint RunningNextOffset = 12;

    /// <summary>What the record says, null when it is no such record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="start">The first record that was read.</param>
    public static Anchor? In(in WalRecord record, Lsn start) =>
        (record.Owner, record.Operation) switch
        {
            (RecordOwner.Log, ShutdownCheckpoint) => new Anchor(At(record, CheckpointNextOffset), IsFresh: true),
            (RecordOwner.Log, OnlineCheckpoint) when Redo(record) >= start => new Anchor(
                At(record, CheckpointNextOffset),
                IsFresh: false
            ),
            (RecordOwner.Log, EndOfRecovery) => new Anchor(null, IsFresh: true),
            (RecordOwner.Standby, RunningTransactions) => new Anchor(At(record, RunningNextOffset), IsFresh: false),
            _ => null,
        };

    /// <summary>A checkpoint notes the next transaction where it begins, which is before it is written.</summary>
    static Lsn? Redo(in WalRecord record) =>
        BinaryPrimitives.TryReadUInt64LittleEndian(RecordContent.Of(record).Main, out var redo) ? new Lsn(redo) : null;

    static uint? At(in WalRecord record, uint offset)
    {
        var cursor = new ByteCursor(RecordContent.Of(record).Main);
        return cursor.Skip(offset) && cursor.TryRead(out uint next) ? next : null;
    }
}
