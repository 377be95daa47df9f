using static Primacy.Scraping.Collecting.Measure;

namespace Primacy.Scraping.Collecting;

/// <summary>When the server was started.</summary>
internal sealed class PostmasterCollector()
    : ViewCollector(
        "postmaster",
        "pg_postmaster_start_time() AS start(at)",
        [],
        Gauge("start_time_seconds", "When the server was started, in seconds since 1970.", "extract(epoch FROM at)")
    )
{
    public override bool IsOnByDefault => false;
}
