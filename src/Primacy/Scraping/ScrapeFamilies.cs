using Primacy.Exposition;

namespace Primacy.Scraping;

/// <summary>What is said of a scrape itself, in the names and words of postgres_exporter where it has them.</summary>
internal static class ScrapeFamilies
{
    public static Family Up { get; } =
        Family.Gauge(
            "pg_up",
            "Whether the last scrape of metrics from PostgreSQL was able to connect to the server (1 for yes, 0 for no)."
        );

    public static Family Duration { get; } =
        Family.Gauge(
            "pg_exporter_last_scrape_duration_seconds",
            "Duration of the last scrape of metrics from PostgreSQL."
        );

    public static Family Error { get; } =
        Family.Gauge(
            "pg_exporter_last_scrape_error",
            "Whether the last scrape of metrics from PostgreSQL resulted in an error (1 for error, 0 for success)."
        );

    public static Family Total { get; } =
        Family.Counter("pg_exporter_scrapes_total", "Total number of times PostgreSQL was scraped for metrics.");

    public static Family CollectorDuration { get; } =
        Family.Gauge("pg_scrape_collector_duration_seconds", "Duration of a collector scrape.", "collector");

    public static Family CollectorSuccess { get; } =
        Family.Gauge("pg_scrape_collector_success", "Whether a collector succeeded.", "collector");

    public static Family Fault { get; } =
        Family.Gauge(
            "primacy_collector_fault",
            "1 for what a collector read and could not say: duplicate, not-a-number, missing, taken, too-long, unusable-label.",
            "collector",
            "column",
            "fault"
        );

    /// <summary>Whether a file of queries could be loaded as it is; if not, its former content is in use.</summary>
    public static Family QueriesLoadError { get; } =
        Family.Gauge(
            "pg_exporter_user_queries_load_error",
            "Whether the user queries file was loaded and parsed successfully (1 for error, 0 for success).",
            "filename",
            "hashsum"
        );

    /// <summary>Of a server that is not configured, so not probed: of others the probes say it, by this name.</summary>
    public static Family IsReplica { get; } =
        Family.Gauge("pg_replication_is_replica", "1 on a standby, 0 on a primary.");

    public static IReadOnlyList<Family> All { get; } =
    [Up, Duration, Error, Total, CollectorDuration, CollectorSuccess, Fault, QueriesLoadError];
}
