using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>How near each database is to the wraparound of transaction numbers.</summary>
internal sealed class DatabaseWraparoundCollector()
    : ViewCollector(
        "database_wraparound",
        "pg_catalog.pg_database WHERE datallowconn",
        [new("datname")],
        Gauge(
            "age_datfrozenxid_seconds",
            "Transactions since the oldest number that is not frozen, in spite of the name.",
            "age(datfrozenxid)"
        ),
        Gauge(
            "age_datminmxid_seconds",
            "Multixacts since the oldest that is kept, in spite of the name.",
            "mxid_age(datminmxid)"
        )
    )
{
    public override bool IsOnByDefault => false;
}
