using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Workers of autovacuum and the tables that they work on.</summary>
internal sealed class StatActivityAutovacuumCollector()
    : ViewCollector(
        "stat_activity_autovacuum",
        "pg_catalog.pg_stat_activity WHERE query LIKE 'autovacuum:%'",
        [new("relname", "split_part(query, '.', 2)")],
        Gauge(
            "timestamp_seconds",
            "When the worker began with the table, in seconds since 1970.",
            "extract(epoch FROM xact_start)"
        )
    )
{
    public override bool IsOnByDefault => false;

    protected override double? WhereNull => null;
}
