using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>What is counted for each database.</summary>
internal sealed class StatDatabaseCollector()
    : ViewCollector(
        "stat_database",
        "pg_catalog.pg_stat_database WHERE datname IS NOT NULL",
        [new("datid"), new("datname")],
        Gauge("numbackends", "Backends that are connected now."),
        Counter("xact_commit", "Transactions committed."),
        Counter("xact_rollback", "Transactions rolled back."),
        Counter("blks_read", "Blocks read from files."),
        Counter("blks_hit", "Blocks found in shared buffers."),
        Counter("tup_returned", "Rows read by sequential scans, and index entries by index scans."),
        Counter("tup_fetched", "Rows fetched by index scans."),
        Counter("tup_inserted", "Rows inserted."),
        Counter("tup_updated", "Rows updated."),
        Counter("tup_deleted", "Rows deleted."),
        Counter("conflicts", "Queries that recovery cancelled, which happens on standbys only."),
        Counter("temp_files", "Temporary files written by queries."),
        Counter("temp_bytes", "Bytes of temporary files written by queries."),
        Counter("deadlocks", "Deadlocks."),
        Counter("blk_read_time", "Milliseconds spent reading blocks; 0 unless track_io_timing is on."),
        Counter("blk_write_time", "Milliseconds spent writing blocks; 0 unless track_io_timing is on."),
        Counter("stats_reset", "When these numbers began at 0, in seconds since 1970; 0 where they never did anew."),
        Counter("active_time_seconds_total", "Seconds spent executing statements.", "active_time / 1000.0").Since(14)
    );
