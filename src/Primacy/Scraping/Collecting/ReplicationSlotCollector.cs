using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>Replication slots. See https://www.postgresql.org/docs/current/view-pg-replication-slots.html.</summary>
internal sealed class ReplicationSlotCollector : ICollector
{
    const string Prefix = "pg_replication_slot_";

    const string Sql = """
        SELECT slot_name, slot_type, wal_status, active, confirmed_flush_lsn - '0/0', safe_wal_size,
               CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END - '0/0'
          FROM pg_catalog.pg_replication_slots
        """;

    readonly Family _current = Of("slot_current_wal_lsn", "How far this server's WAL reaches, as a number of bytes.");
    readonly Family _confirmed = Of(
        "slot_confirmed_flush_lsn",
        "Up to where the reader of a logical slot in use has confirmed, as a number of bytes; 0 for a physical one."
    );
    readonly Family _active = Of("slot_is_active", "Whether somebody is using the slot.");
    readonly Family _safe = Of("safe_wal_size_bytes", "Bytes of WAL that can be written before the slot may be lost.");
    readonly Family _status = Family.Gauge(
        Prefix + "wal_status",
        "Always 1; the label wal_status tells whether the WAL that the slot claims is there.",
        "slot_name",
        "slot_type",
        "wal_status"
    );

    public string Name => "replication_slot";

    public bool IsOnByDefault => true;

    public IReadOnlyList<Family> Families => [_current, _confirmed, _active, _safe, _status];

    public void Collect(Collection collection) =>
        collection.Ask(
            Sql,
            row =>
            {
                var (name, type, isActive) = (row.Label(0), row.Label(1), row.Number(3, otherwise: 0));
                collection.Add(_current, row.Number(6, otherwise: 0), name, type);
                collection.Add(_active, isActive, name, type);
                if (isActive > 0)
                    collection.Add(_confirmed, row.Number(4, otherwise: 0), name, type);
                if (!row.IsNull(5))
                    collection.Add(_safe, row.Number(5), name, type);
                if (!row.IsNull(2))
                    collection.Add(_status, 1, name, type, row.Label(2));
            }
        );

    static Family Of(string name, string help) => Family.Gauge(Prefix + name, help, "slot_name", "slot_type");
}
