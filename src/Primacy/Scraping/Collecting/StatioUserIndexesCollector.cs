using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Blocks read for each index of the connected database.</summary>
internal sealed class StatioUserIndexesCollector()
    : ViewCollector(
        "statio_user_indexes",
        "pg_catalog.pg_statio_user_indexes",
        [new("schemaname"), new("relname"), new("indexrelname")],
        Counter("idx_blks_read_total", "Blocks of the index read from files.", "idx_blks_read"),
        Counter("idx_blks_hit_total", "Blocks of the index found in shared buffers.", "idx_blks_hit")
    )
{
    public override bool IsOnByDefault => false;
}
