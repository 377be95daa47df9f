using Primacy.Topology;

namespace Primacy.Wal;

/// <summary>As much of a record as tells whether the other server has the same one.</summary>
/// <param name="Lsn">Where it begins.</param>
/// <param name="End">Where the next one may begin.</param>
/// <param name="Checksum">What all of it adds up to.</param>
/// <param name="WorkAt">When a client committed by it; null for any other record.</param>
readonly record struct RecordMark(Lsn Lsn, Lsn End, uint Checksum, DateTimeOffset? WorkAt = null)
{
    public static RecordMark Of(in WalRecord record) => new(record.Lsn, record.End, record.Checksum);
}
