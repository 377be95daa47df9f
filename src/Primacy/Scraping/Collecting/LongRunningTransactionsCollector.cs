using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Transactions that are open, autovacuum's and ours apart.</summary>
internal sealed class LongRunningTransactionsCollector()
    : ViewCollector(
        "long_running_transactions",
        """
        pg_catalog.pg_stat_activity
         WHERE xact_start IS NOT NULL AND state IS DISTINCT FROM 'idle' AND pid <> pg_backend_pid()
           AND query NOT LIKE 'autovacuum:%'
        """,
        [],
        Gauge("", "Transactions that are open.", "count(*)"),
        Gauge(
            "oldest_timestamp_seconds",
            "Age of the oldest of them in seconds, in spite of the name; 0 for none.",
            "extract(epoch FROM clock_timestamp() - min(xact_start))"
        )
    )
{
    public override bool IsOnByDefault => false;
}
