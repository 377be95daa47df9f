using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Sessions by what they do; a database and a state without any as 0.</summary>
internal sealed class StatActivityCollector()
    : ViewCollector(
        "stat_activity",
        """
        pg_catalog.pg_database AS d
          CROSS JOIN unnest(ARRAY['active', 'idle', 'idle in transaction', 'idle in transaction (aborted)',
            'fastpath function call', 'disabled']) AS doing(state)
          LEFT JOIN pg_catalog.pg_stat_activity AS a
            ON a.datname = d.datname AND a.state = doing.state AND a.pid <> pg_backend_pid()
         GROUP BY d.datname, doing.state, a.usename, a.application_name, a.backend_type, a.wait_event_type, a.wait_event
        """,
        [
            new("datname", "d.datname"),
            new("state", "doing.state"),
            new("usename"),
            new("application_name"),
            new("backend_type"),
            new("wait_event_type"),
            new("wait_event"),
        ],
        Gauge("count", "Sessions other than this one.", "count(a.pid)"),
        Gauge(
            "max_tx_duration",
            "Seconds since the oldest of their transactions began; 0 for none.",
            "extract(epoch FROM now() - min(a.xact_start))"
        )
    );
