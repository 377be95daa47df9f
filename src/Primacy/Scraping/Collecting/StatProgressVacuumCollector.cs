using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>
/// The tables that are being vacuumed. See
/// https://www.postgresql.org/docs/current/progress-reporting.html#VACUUM-PROGRESS-REPORTING.
/// </summary>
internal sealed class StatProgressVacuumCollector : ICollector
{
    const string Prefix = "pg_stat_progress_vacuum_";

    /// <summary>Since then a limit in bytes stands where one in rows did.</summary>
    const int BytesSince = 17;

    /// <summary>A table's number says nothing in another database than its own.</summary>
    const string Sql = """
        SELECT coalesce(datname, 'unknown'),
               CASE WHEN datname = current_database() THEN relid::regclass::text ELSE relid::text END,
               phase, heap_blks_total, heap_blks_scanned, heap_blks_vacuumed, index_vacuum_count,
        """;

    const string From = " FROM pg_catalog.pg_stat_progress_vacuum";

    static readonly string[] Phases =
    [
        "initializing",
        "scanning heap",
        "vacuuming indexes",
        "vacuuming heap",
        "cleaning up indexes",
        "truncating heap",
        "performing final cleanup",
    ];

    readonly Family _phase = Family.Gauge(
        Prefix + "phase",
        "What vacuum does at this moment is 1, and what else it might do 0.",
        "datname",
        "relname",
        "phase"
    );

    readonly Family[] _numbers =
    [
        Number("heap_blks", "Blocks of the table."),
        Number("heap_blks_scanned", "Blocks of the table that were scanned."),
        Number("heap_blks_vacuumed", "Blocks of the table that were vacuumed."),
        Number("index_vacuums", "How often the indexes were vacuumed."),
        Number(
            "max_dead_tuples",
            "Dead rows, or since version 17 bytes, that fit before the indexes must be vacuumed."
        ),
        Number("num_dead_tuples", "Dead rows, or since version 17 bytes, collected since then."),
    ];

    public string Name => "stat_progress_vacuum";

    public bool IsOnByDefault => true;

    public IReadOnlyList<Family> Families => [_phase, .. _numbers];

    public void Collect(Collection collection)
    {
        var dead = collection.Version.IsAtLeast(BytesSince)
            ? "max_dead_tuple_bytes, dead_tuple_bytes"
            : "max_dead_tuples, num_dead_tuples";
        collection.Ask($"{Sql} {dead}{From}", row => Say(row, collection));
    }

    static Family Number(string name, string help) => Family.Gauge(Prefix + name, help, "datname", "relname");

    void Say(Row row, Collection collection)
    {
        var (database, table, now) = (row.Label(0), row.Label(1), row.Label(2));
        foreach (var phase in Phases)
            collection.Add(_phase, phase == now ? 1 : 0, database, table, phase);
        for (var i = 0; i < _numbers.Length; i++)
            collection.Add(_numbers[i], row.Number(i + 3, otherwise: 0), database, table);
    }
}
