using System.Globalization;
using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>
/// The statements that took most time, by the extension pg_stat_statements. See
/// https://www.postgresql.org/docs/current/pgstatstatements.html.
/// </summary>
internal sealed class StatStatementsCollector : ICollector
{
    /// <summary>Since then there are columns of their own for shared, local and temporary blocks.</summary>
    const int SharedSince = 17;

    const int Labels = 3;

    readonly Family[] _numbers =
    [
        Of("calls_total", "How often the statement was executed."),
        Of("seconds_total", "Seconds spent executing it."),
        Of("rows_total", "Rows that it returned or changed."),
        Of("block_read_seconds_total", "Seconds it spent reading blocks."),
        Of("block_write_seconds_total", "Seconds it spent writing blocks."),
    ];

    readonly Family _text = Family.Counter(
        "pg_stat_statements_query_id",
        "Always 1; the label query is the statement that the others name by its queryid.",
        "queryid",
        "query"
    );

    public string Name => "stat_statements";

    public bool IsOnByDefault => false;

    public IReadOnlyList<Family> Families => [.. _numbers, _text];

    public void Collect(Collection collection)
    {
        var choice = collection.Statements;
        var told = new HashSet<string>();
        collection.Ask(
            Sql(choice, collection.Version),
            row =>
            {
                var (user, database, statement) = (row.Label(0), row.Label(1), row.Label(2));
                for (var i = 0; i < _numbers.Length; i++)
                    collection.Add(_numbers[i], row.Number(i + Labels, otherwise: 0), user, database, statement);
                if (choice.HasText && told.Add(statement))
                    collection.Add(_text, 1, statement, row.Label(Labels + _numbers.Length));
            }
        );
    }

    static Family Of(string name, string help) =>
        Family.Counter("pg_stat_statements_" + name, help, "user", "datname", "queryid");

    /// <summary>
    /// A statement counts once for each way in which it is executed, and those that our role may not read have no
    /// number: such rows are added up. The fastest tenth is left out.
    /// </summary>
    static string Sql(StatementChoice choice, ServerVersion version)
    {
        var shared = version.IsAtLeast(SharedSince) ? "shared_" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT pg_get_userbyid(s.userid), d.datname, coalesce(s.queryid::text, 'unknown'),
                   sum(s.calls), sum(s.total_exec_time) / 1000, sum(s.rows),
                   sum(s.{shared}blk_read_time) / 1000, sum(s.{shared}blk_write_time) / 1000,
                   min(left(s.query, {choice.TextLength}))
              FROM pg_stat_statements({choice.HasText}) AS s
              CROSS JOIN (SELECT percentile_cont(0.1) WITHIN GROUP (ORDER BY total_exec_time) AS time
                            FROM pg_stat_statements(false)) AS short
              JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid
             WHERE s.total_exec_time > short.time
               AND d.datname <> ALL ({Array(choice.ExcludedDatabases)})
               AND pg_get_userbyid(s.userid) <> ALL ({Array(choice.ExcludedUsers)})
             GROUP BY s.userid, d.datname, s.queryid
             ORDER BY sum(s.total_exec_time) DESC LIMIT {choice.Limit}
            """
        );
    }

    static string Array(IEnumerable<string> names) => $"ARRAY[{string.Join(", ", names.Select(Quoted))}]::name[]";

    static string Quoted(string name) => $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
}
