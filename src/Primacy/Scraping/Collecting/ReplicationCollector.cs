using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>How far a standby is behind. Whether it is one is said by the probes.</summary>
internal sealed class ReplicationCollector()
    : ViewCollector(
        "replication",
        """
        (SELECT greatest(0, extract(epoch FROM now() - pg_last_xact_replay_timestamp())) AS age) AS replay
        """,
        [],
        Gauge(
            "lag_seconds",
            "Age of the newest transaction replayed; 0 where all that was received is replayed.",
            """
            CASE WHEN pg_is_in_recovery() AND pg_last_wal_receive_lsn() IS DISTINCT FROM pg_last_wal_replay_lsn()
                 THEN age END
            """
        ),
        Gauge("last_replay_seconds", "Age of the newest transaction replayed; 0 where none ever was.", "age")
    );
