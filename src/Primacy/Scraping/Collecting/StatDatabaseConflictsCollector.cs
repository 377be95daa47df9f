using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Queries that recovery cancelled, which happens on standbys only.</summary>
internal sealed class StatDatabaseConflictsCollector()
    : ViewCollector(
        "stat_database_conflicts",
        "pg_catalog.pg_stat_database_conflicts",
        [new("datid"), new("datname")],
        Counter("confl_tablespace", "Queries cancelled because a tablespace was dropped."),
        Counter("confl_lock", "Queries cancelled because they held a lock for too long."),
        Counter("confl_snapshot", "Queries cancelled because they needed rows that were removed."),
        Counter("confl_bufferpin", "Queries cancelled because they were using a buffer."),
        Counter("confl_deadlock", "Queries cancelled because of a deadlock with recovery."),
        Unknown("confl_active_logicalslot", "Uses of logical slots cancelled.").Since(16)
    );
