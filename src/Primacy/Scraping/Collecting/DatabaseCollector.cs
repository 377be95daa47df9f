using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>Databases that are not excluded, and their sizes.</summary>
internal sealed class DatabaseCollector : ICollector
{
    /// <summary>Asking for a size without the right to it would be an error for all.</summary>
    const string Sql = """
        SELECT datname, datconnlimit,
               CASE WHEN has_database_privilege(oid, 'CONNECT') OR pg_has_role('pg_read_all_stats', 'USAGE')
                    THEN pg_database_size(oid) END
          FROM pg_catalog.pg_database
        """;

    readonly Family _size = Family.Gauge("pg_database_size_bytes", "Bytes that the database takes on disk.", "datname");
    readonly Family _limit = Family.Gauge(
        "pg_database_connection_limit",
        "How many connections the database may have at once; -1 for any number.",
        "datname"
    );

    public string Name => "database";

    public bool IsOnByDefault => true;

    public IReadOnlyList<Family> Families => [_size, _limit];

    public void Collect(Collection collection) =>
        collection.Ask(
            Sql,
            row =>
            {
                var name = row.Label(0);
                if (collection.IsExcluded(name))
                    return;
                collection.Add(_limit, row.Number(1, otherwise: 0), name);
                if (!row.IsNull(2))
                    collection.Add(_size, row.Number(2), name);
            }
        );
}
