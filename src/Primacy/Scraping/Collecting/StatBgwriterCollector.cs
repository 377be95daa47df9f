using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>The background writer; before version 17 the checkpointer too.</summary>
internal sealed class StatBgwriterCollector()
    : ViewCollector(
        "stat_bgwriter",
        "pg_catalog.pg_stat_bgwriter",
        [],
        Counter("checkpoints_timed_total", "Checkpoints begun because it was time.", "checkpoints_timed").Until(16),
        Counter("checkpoints_req_total", "Checkpoints that were asked for.", "checkpoints_req").Until(16),
        Counter("checkpoint_write_time_total", "Milliseconds of writing in checkpoints.", "checkpoint_write_time")
            .Until(16),
        Counter("checkpoint_sync_time_total", "Milliseconds of syncing in checkpoints.", "checkpoint_sync_time")
            .Until(16),
        Counter("buffers_checkpoint_total", "Buffers written by checkpoints.", "buffers_checkpoint").Until(16),
        Counter("buffers_clean_total", "Buffers written by the background writer.", "buffers_clean"),
        Counter("maxwritten_clean_total", "Rounds of the background writer that ended early.", "maxwritten_clean"),
        Counter("buffers_backend_total", "Buffers written by backends.", "buffers_backend").Until(16),
        Counter("buffers_backend_fsync_total", "Syncs by backends.", "buffers_backend_fsync").Until(16),
        Counter("buffers_alloc_total", "Buffers allocated.", "buffers_alloc"),
        Counter("stats_reset_total", "When these numbers began at 0, in seconds since 1970.", "stats_reset")
    );
