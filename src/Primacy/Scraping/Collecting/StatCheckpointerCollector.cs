using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>The checkpointer, which has a view of its own since version 17.</summary>
internal sealed class StatCheckpointerCollector()
    : ViewCollector(
        "stat_checkpointer",
        "pg_catalog.pg_stat_checkpointer",
        [],
        Counter("num_timed_total", "Checkpoints begun because it was time.", "num_timed"),
        Counter(
            "num_requested_total",
            "Checkpoints begun because they were asked for, or much WAL was written.",
            "num_requested"
        ),
        Counter(
            "restartpoints_timed_total",
            "Restartpoints begun because it was time, or after one that failed.",
            "restartpoints_timed"
        ),
        Counter("restartpoints_req_total", "Restartpoints that were asked for.", "restartpoints_req"),
        Counter("restartpoints_done_total", "Restartpoints that were performed.", "restartpoints_done"),
        Counter("write_time_total", "Milliseconds spent writing files in checkpoints and restartpoints.", "write_time"),
        Counter("sync_time_total", "Milliseconds spent syncing files in checkpoints and restartpoints.", "sync_time"),
        Counter("buffers_written_total", "Buffers written in checkpoints and restartpoints.", "buffers_written"),
        Counter("stats_reset_total", "When these numbers began at 0, in seconds since 1970.", "stats_reset")
    )
{
    public override bool IsOnByDefault => false;

    protected override int Since => 17;
}
