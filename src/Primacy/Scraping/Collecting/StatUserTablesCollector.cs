using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>What is counted for each table of the connected database.</summary>
internal sealed class StatUserTablesCollector()
    : ViewCollector(
        "stat_user_tables",
        "pg_catalog.pg_stat_user_tables",
        [new("datname", "current_database()"), new("schemaname"), new("relname")],
        Counter("seq_scan", "Sequential scans."),
        Counter("seq_tup_read", "Rows read by sequential scans."),
        Counter("idx_scan", "Index scans."),
        Counter("idx_tup_fetch", "Rows fetched by index scans."),
        Counter("n_tup_ins", "Rows inserted."),
        Counter("n_tup_upd", "Rows updated."),
        Counter("n_tup_del", "Rows deleted."),
        Counter("n_tup_hot_upd", "Rows updated without a new index entry."),
        Gauge("n_live_tup", "Live rows, as estimated."),
        Gauge("n_dead_tup", "Dead rows, as estimated."),
        Gauge("n_mod_since_analyze", "Rows changed since the last analyze, as estimated."),
        Gauge("last_vacuum", "When it was last vacuumed by hand, in seconds since 1970; 0 for never."),
        Gauge("last_autovacuum", "When autovacuum last vacuumed it, in seconds since 1970; 0 for never."),
        Gauge("last_analyze", "When it was last analyzed by hand, in seconds since 1970; 0 for never."),
        Gauge("last_autoanalyze", "When autovacuum last analyzed it, in seconds since 1970; 0 for never."),
        Counter("vacuum_count", "How often it was vacuumed by hand."),
        Counter("autovacuum_count", "How often autovacuum vacuumed it."),
        Counter("analyze_count", "How often it was analyzed by hand."),
        Counter("autoanalyze_count", "How often autovacuum analyzed it."),
        Gauge("index_size_bytes", "Bytes of its indexes.", "pg_indexes_size(relid)"),
        Gauge(
            "table_size_bytes",
            "Bytes of the table with what belongs to it, without its indexes.",
            "pg_table_size(relid)"
        )
    );
