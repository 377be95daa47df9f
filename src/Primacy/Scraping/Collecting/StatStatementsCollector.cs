using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>The statements that took most time, by the extension pg_stat_statements.</summary>
internal sealed class StatStatementsCollector()
    : ViewCollector(
        "stat_statements",
        """
        pg_stat_statements(false) AS s
          CROSS JOIN (SELECT percentile_cont(0.1) WITHIN GROUP (ORDER BY total_exec_time) AS time
                        FROM pg_stat_statements(false)) AS short
          JOIN pg_catalog.pg_database AS d ON d.oid = s.dbid
         WHERE s.total_exec_time > short.time
         GROUP BY s.userid, d.datname, s.queryid
         ORDER BY sum(s.total_exec_time) DESC LIMIT 100
        """,
        [
            new("user", "pg_get_userbyid(s.userid)"),
            new("datname", "d.datname"),
            new("queryid", "coalesce(s.queryid::text, 'unknown')"),
        ],
        Counter("calls_total", "How often the statement was executed.", "sum(s.calls)"),
        Counter("seconds_total", "Seconds spent executing it.", "sum(s.total_exec_time) / 1000.0"),
        Counter("rows_total", "Rows that it returned or changed.", "sum(s.rows)"),
        Counter("block_read_seconds_total", "Seconds it spent reading blocks.", "sum(s.blk_read_time) / 1000.0")
            .Until(16),
        Counter("block_read_seconds_total", "Seconds it spent reading blocks.", "sum(s.shared_blk_read_time) / 1000.0")
            .Since(17),
        Counter("block_write_seconds_total", "Seconds it spent writing blocks.", "sum(s.blk_write_time) / 1000.0")
            .Until(16),
        Counter(
                "block_write_seconds_total",
                "Seconds it spent writing blocks.",
                "sum(s.shared_blk_write_time) / 1000.0"
            )
            .Since(17)
    )
{
    public override bool IsOnByDefault => false;
}
