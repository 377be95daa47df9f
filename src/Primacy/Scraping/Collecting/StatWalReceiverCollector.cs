using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>What a standby receives. Only with a slot, as in postgres_exporter.</summary>
internal sealed class StatWalReceiverCollector()
    : ViewCollector(
        "stat_wal_receiver",
        "pg_catalog.pg_stat_wal_receiver WHERE slot_name IS NOT NULL",
        [new("upstream_host", "substring(conninfo FROM 'host=''?([^ '']*)')"), new("slot_name"), new("status")],
        Counter(
            "receive_start_lsn",
            "Where receiving began, as a number of bytes.",
            "(receive_start_lsn - '0/0') % 4503599627370496"
        ),
        Counter(
            "flushed_lsn",
            "Up to where WAL is on disk, as a number of bytes.",
            "(flushed_lsn - '0/0') % 4503599627370496"
        ),
        Gauge("receive_start_tli", "The timeline on which receiving began."),
        Gauge("received_tli", "The timeline of the newest WAL on disk."),
        Counter(
            "last_msg_send_time",
            "When the newest message was sent, by the sender's clock, in seconds since 1970.",
            "extract(epoch FROM last_msg_send_time)"
        ),
        Counter(
            "last_msg_receipt_time",
            "When the newest message came, in seconds since 1970.",
            "extract(epoch FROM last_msg_receipt_time)"
        ),
        Counter(
            "latest_end_lsn",
            "The newest position told to the sender, as a number of bytes.",
            "(latest_end_lsn - '0/0') % 4503599627370496"
        ),
        Counter("latest_end_time", "When that was told, in seconds since 1970.", "extract(epoch FROM latest_end_time)"),
        Gauge(
            "upstream_node",
            "The number of the node above, from a slot that repmgr named.",
            "substring(slot_name FROM 'repmgr_slot_([0-9]*)')"
        )
    )
{
    public override bool IsOnByDefault => false;

    protected override double? WhereNull => null;
}
