using Primacy.Bench.SplitBrain;

namespace Primacy.Bench.ScrapeCost;

/// <summary>
/// What a default scrape costs: one Primacy for all instances beside a postgres_exporter for each, on the same servers,
/// scraped in turn as Prometheus does.
/// </summary>
internal static class ScrapeBench
{
    /// <summary>The first scrapes connect, prepare and grow buffers.</summary>
    const int WarmUps = 3;

    /// <summary>Less than Prometheus' 15 s, but long enough that neither side is hot from its last scrape.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    public static async Task<int> RunAsync(ScrapeOptions options)
    {
        var directory = Directory.CreateTempSubdirectory("primacy-bench-").FullName;
        try
        {
            var peers = await SplitBrain.Peers.FindAsync();
            var progress = new Progress<string>(step => Console.Error.WriteLine($"  {step} …"));
            await using var servers = await ScrapedServers.StartAsync(options, progress);
            using var primacy = ScrapeSides.Primacy(servers, directory);
            using var exporters = ScrapeSides.Exporters(servers);
            await primacy.ReadyAsync(options.Instances, Deadline);
            await exporters.ReadyAsync(options.Instances, Deadline);
            for (var i = -WarmUps; i < options.Rounds; i++)
                await RunAsync(primacy, exporters, isMeasured: i >= 0);
            var ours = ScrapeCosts.Of(primacy, options, await primacy.SeriesAsync());
            var theirs = ScrapeCosts.Of(exporters, options, await exporters.SeriesAsync());
            ScrapeReport.Print([$"PostgreSQL {servers.Version}", peers.Versions[0]], options, ours, theirs);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    static async Task RunAsync(ScrapeSide primacy, ScrapeSide exporters, bool isMeasured)
    {
        foreach (var side in (ScrapeSide[])[primacy, exporters])
        {
            await side.ScrapeAsync(isMeasured);
            await Task.WhenAll(primacy.IdleAsync(Pause, isMeasured), exporters.IdleAsync(Pause, isMeasured));
        }
    }
}
