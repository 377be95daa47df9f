using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Standbys and other receivers of WAL that are connected.</summary>
internal sealed class StatReplicationCollector()
    : ViewCollector(
        "stat_replication",
        """
        (SELECT *, CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END AS written
           FROM pg_catalog.pg_stat_replication) AS r
        """,
        [new("application_name"), new("client_addr"), new("slot_name", "pid"), new("state")],
        Gauge(
            "pg_current_wal_lsn_bytes",
            "How far this server's WAL reaches, as a number of bytes.",
            "(written - '0/0')::float8"
        ),
        Gauge("pg_wal_lsn_diff", "Bytes of WAL that the receiver has not replayed.", "(written - replay_lsn)::float8"),
        Unknown("reply_time", "When the newest reply was sent, by the receiver's clock, in seconds since 1970.")
    )
{
    protected override double? WhereNull => double.NaN;
}
