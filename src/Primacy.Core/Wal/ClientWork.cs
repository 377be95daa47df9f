namespace Primacy.Wal;

/// <summary>
/// Whether a record changes something that would be missed. Only what is known to be housekeeping is none: "nothing
/// would be lost" must never be said wrongly, while a commit too many is harmless. Nobody asks about ends of
/// transactions, nor about records that tell which transactions begin.
/// </summary>
static class ClientWork
{
    const byte HeapOperations = 0x70;
    const byte Lock = 0x60;
    const byte InPlace = 0x70;
    const byte Confirm = 0x50;
    const byte MultiInsert = 0x50;

    public static bool IsIn(in WalRecord record) =>
        record.Owner switch
        {
            RecordOwner.Heap => (record.Operation & HeapOperations) is not (Lock or InPlace or Confirm)
                && !IsOfStatistics(record),
            // The others of this manager prune, freeze and lock.
            RecordOwner.Heap2 => (record.Operation & HeapOperations) is MultiInsert && !IsOfStatistics(record),
            RecordOwner.Storage
            or RecordOwner.CommitLog
            or RecordOwner.MultiTransaction
            or RecordOwner.RelationMap
            or RecordOwner.CommitTimestamp
            or RecordOwner.ReplicationOrigin => false,
            // Entries of indexes stand for rows, which are seen themselves.
            RecordOwner.BTree
            or RecordOwner.Hash
            or RecordOwner.Gin
            or RecordOwner.Gist
            or RecordOwner.SpGist
            or RecordOwner.Brin => false,
            _ => true,
        };

    /// <summary>
    /// What ANALYZE writes. After a VACUUM FULL these catalogs have other file numbers, and count as work of clients.
    /// See https://www.postgresql.org/docs/current/catalog-pg-statistic.html.
    /// </summary>
    static bool IsOfStatistics(in WalRecord record) =>
        RecordContent.Of(record).Relation
            is StatisticsCatalogs.Statistic
                or StatisticsCatalogs.StatisticToast
                or StatisticsCatalogs.ExtendedData
                or StatisticsCatalogs.ExtendedDataToast;
}
