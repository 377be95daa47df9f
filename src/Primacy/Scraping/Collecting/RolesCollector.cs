using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Roles, and how many connections each may have.</summary>
internal sealed class RolesCollector()
    : ViewCollector(
        "roles",
        "pg_catalog.pg_roles",
        [new("rolname")],
        Gauge("connection_limit", "How many connections the role may have at once; -1 for any number.", "rolconnlimit")
    );
