using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Blocks read for each table of the connected database.</summary>
internal sealed class StatioUserTablesCollector()
    : ViewCollector(
        "statio_user_tables",
        "pg_catalog.pg_statio_user_tables",
        [new("datname", "current_database()"), new("schemaname"), new("relname")],
        Counter("heap_blocks_read", "Blocks of the table read from files.", "heap_blks_read"),
        Counter("heap_blocks_hit", "Blocks of the table found in shared buffers.", "heap_blks_hit"),
        Counter("idx_blocks_read", "Blocks of its indexes read from files.", "idx_blks_read"),
        Counter("idx_blocks_hit", "Blocks of its indexes found in shared buffers.", "idx_blks_hit"),
        Counter("toast_blocks_read", "Blocks of its TOAST table read from files.", "toast_blks_read"),
        Counter("toast_blocks_hit", "Blocks of its TOAST table found in shared buffers.", "toast_blks_hit"),
        Counter("tidx_blocks_read", "Blocks of its TOAST table's index read from files.", "tidx_blks_read"),
        Counter("tidx_blocks_hit", "Blocks of its TOAST table's index found in shared buffers.", "tidx_blks_hit")
    );
