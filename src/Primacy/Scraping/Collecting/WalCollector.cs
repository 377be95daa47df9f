using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>The segments in pg_wal, without histories, backup labels and unfinished ones.</summary>
internal sealed class WalCollector()
    : ViewCollector(
        "wal",
        "pg_catalog.pg_ls_waldir() WHERE name ~ '^[[:digit:]A-F]{24}$'",
        [],
        Gauge("segments", "Segments of WAL on disk.", "count(*)"),
        Gauge("size_bytes", "Bytes of these segments.", "sum(size)")
    );
