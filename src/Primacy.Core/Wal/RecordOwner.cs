namespace Primacy.Wal;

/// <summary>
/// Which part of the server wrote a record. The numbers are the same in all supported versions; extensions have theirs
/// from 128 on. See https://www.postgresql.org/docs/current/custom-rmgr.html.
/// </summary>
public enum RecordOwner : byte
{
    Log = 0,
    Transaction = 1,
    Storage = 2,
    CommitLog = 3,
    Database = 4,
    Tablespace = 5,
    MultiTransaction = 6,
    RelationMap = 7,
    Standby = 8,
    Heap2 = 9,
    Heap = 10,
    BTree = 11,
    Hash = 12,
    Gin = 13,
    Gist = 14,
    Sequence = 15,
    SpGist = 16,
    Brin = 17,
    CommitTimestamp = 18,
    ReplicationOrigin = 19,
    Generic = 20,
    LogicalMessage = 21,
}
