namespace Primacy.Scraping;

/// <summary>
/// Says what goes wrong in scraping a server, and that it no longer does: once for each change, not at every scrape.
/// </summary>
internal sealed partial class ScrapeLog(ScrapeTarget target, ILogger logger)
{
    readonly string _cluster = target.IsConfigured ? target.Cluster : "(not configured)";
    string? _failure;

    /// <summary>Whether the server could be reached; with words why not.</summary>
    public void Connected(string? failure)
    {
        if (failure is { } && failure != _failure)
            LogUnreachable(_cluster, target.Server, failure);
        else if (failure is null && _failure is { })
            LogReachable(_cluster, target.Server);
        _failure = failure;
    }

    /// <summary>What a collector met with, this time and the last; empty for nothing.</summary>
    public void Ran(ICollector collector, string before, string now)
    {
        if (before == now)
            return;
        if (now.Length > 0)
            LogTrouble(_cluster, target.Server, collector.Title, now);
        else
            LogWell(_cluster, target.Server, collector.Title);
    }

    /// <summary>A scrape failed as none should.</summary>
    public void Broken(Exception failure) => LogBroken(_cluster, target.Server, failure);

    /// <summary>A connection that nobody needs could not be closed properly.</summary>
    public void ClosedBadly(Exception failure) => LogClosedBadly(_cluster, target.Server, failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Cluster}: {Server} cannot be scraped, so that it has no metrics but pg_up: {Failure}"
    )]
    partial void LogUnreachable(string cluster, string server, string failure);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Cluster}: {Server} has no metrics but pg_up this time: the scrape failed unexpectedly"
    )]
    partial void LogBroken(string cluster, string server, Exception failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Cluster}: {Server}: the idle connection for scraping could not be closed properly"
    )]
    partial void LogClosedBadly(string cluster, string server, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Cluster}: {Server} can be scraped again")]
    partial void LogReachable(string cluster, string server);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: {Server}: {Collector}: {Trouble}")]
    partial void LogTrouble(string cluster, string server, string collector, string trouble);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Cluster}: {Server}: {Collector} is well again")]
    partial void LogWell(string cluster, string server, string collector);
}
