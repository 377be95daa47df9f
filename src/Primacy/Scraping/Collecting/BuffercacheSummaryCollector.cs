using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>Shared buffers, by the extension pg_buffercache; since version 16.</summary>
internal sealed class BuffercacheSummaryCollector()
    : ViewCollector(
        "buffercache_summary",
        "pg_buffercache_summary()",
        [],
        Gauge("buffers_used", "Shared buffers that are used."),
        Gauge("buffers_unused", "Shared buffers that are not."),
        Gauge("buffers_dirty", "Shared buffers that are to be written."),
        Gauge("buffers_pinned", "Shared buffers that somebody is using at this moment."),
        Gauge("usagecount_avg", "Mean usage count of the used ones.")
    )
{
    public override bool IsOnByDefault => false;

    protected override int Since => 16;
}
