using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Locks by database and mode; also the modes that nobody holds, as 0.</summary>
internal sealed class LocksCollector()
    : ViewCollector(
        "locks",
        """
        pg_catalog.pg_database AS d
          CROSS JOIN unnest(ARRAY['accesssharelock', 'rowsharelock', 'rowexclusivelock', 'shareupdateexclusivelock',
            'sharelock', 'sharerowexclusivelock', 'exclusivelock', 'accessexclusivelock', 'sireadlock']) AS kind(mode)
          LEFT JOIN pg_catalog.pg_locks AS l ON l.database = d.oid AND lower(l.mode) = kind.mode
         GROUP BY d.datname, kind.mode
        """,
        [new("datname", "d.datname"), new("mode", "kind.mode")],
        Gauge("count", "Locks that are held or waited for.", "count(l.locktype)")
    );
