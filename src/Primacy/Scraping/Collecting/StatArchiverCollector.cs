using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>The archiver.</summary>
internal sealed class StatArchiverCollector()
    : ViewCollector(
        "stat_archiver",
        "pg_catalog.pg_stat_archiver",
        [],
        Counter("archived_count", "Files archived."),
        Counter("failed_count", "Attempts to archive a file that failed."),
        Gauge(
            "last_archive_age",
            "Seconds since a file was last archived; NaN for never.",
            "extract(epoch FROM now() - last_archived_time)"
        )
    )
{
    protected override double? WhereNull => double.NaN;
}
