namespace Primacy.Bench.ScrapeCost;

/// <summary>What one side cost.</summary>
/// <param name="MicrosecondsPerScrape">Processor time of a scrape of one instance, less what is spent anyway.</param>
/// <param name="MicrosecondsPerScrapeWithIdle">The same with it, while the scrape went on.</param>
/// <param name="IdleMillisecondsPerSecond">Processor time in a second in which nobody scrapes.</param>
/// <param name="ResidentBytes">Resident memory of all its processes, what they share counted for each.</param>
/// <param name="ProportionalBytes">The same with what is shared counted once.</param>
/// <param name="Series">Samples on all its pages.</param>
/// <param name="PageBytes">Bytes transferred by one scrape of all, compressed.</param>
internal sealed record ScrapeCosts(
    double MicrosecondsPerScrape,
    double MicrosecondsPerScrapeWithIdle,
    double IdleMillisecondsPerSecond,
    long ResidentBytes,
    long ProportionalBytes,
    int Series
)
{
    public long PageBytes { get; init; }

    public static ScrapeCosts Of(ScrapeSide side, ScrapeOptions options, int series)
    {
        double scrapes = options.Rounds * options.Instances;
        var idle = side.IdleCpu / side.IdleTime;
        var own = side.ScrapeCpu - (side.ScrapeTime * idle);
        return new ScrapeCosts(
            own.TotalMicroseconds / scrapes,
            side.ScrapeCpu.TotalMicroseconds / scrapes,
            idle * 1000,
            side.ResidentBytes,
            side.ProportionalBytes,
            series
        )
        {
            PageBytes = side.PageBytes,
        };
    }
}
