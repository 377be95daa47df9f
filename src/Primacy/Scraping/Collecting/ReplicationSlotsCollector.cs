using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Replication slots, and the WAL that each keeps.</summary>
internal sealed class ReplicationSlotsCollector()
    : ViewCollector(
        "replication_slots",
        "pg_catalog.pg_replication_slots",
        [new("slot_name"), new("database")],
        Gauge("active", "Whether somebody is using the slot."),
        Gauge(
            "pg_wal_lsn_diff",
            "Bytes of WAL since what the slot keeps.",
            """
            CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END - restart_lsn
            """
        )
    )
{
    protected override double? WhereNull => double.NaN;
}
