using System.Globalization;
using Primacy.Topology;

namespace Primacy.Fencing;

/// <summary>
/// Whether a server writes nothing but its housekeeping. Checkpoints and the like move the position of WAL, but only
/// who changes rows is given a transaction's number.
/// </summary>
internal sealed class Standstill(TimeProvider time)
{
    /// <summary>For how long no number may be given out.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>Autovacuum, which may have begun before, takes numbers too.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>At a page's start the next record's place lies behind the page's header.</summary>
    const ulong HeaderBytesMost = 40;

    const string Sql = """
        SELECT txid_snapshot_xmax(txid_current_snapshot())::text, pg_current_wal_insert_lsn()::text,
               pg_current_wal_flush_lsn()::text
        """;

    /// <summary>Where it stands, all of it durable; null when it does not come to stand.</summary>
    public async Task<Lsn?> WaitAsync(FenceSession session, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var (last, _, _) = await ReadAsync(session);
        while (time.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Window, time, cancellation);
            var (next, inserted, flushed) = await ReadAsync(session);
            if (next == last && inserted.BytesSince(flushed) <= HeaderBytesMost)
                return flushed;
            last = next;
        }
        return null;
    }

    static async Task<(ulong Next, Lsn Inserted, Lsn Flushed)> ReadAsync(FenceSession session)
    {
        var row = (await session.AskAsync(Sql))[0];
        return (ulong.Parse(row[0]!, CultureInfo.InvariantCulture), Lsn.Parse(row[1]), Lsn.Parse(row[2]));
    }
}
