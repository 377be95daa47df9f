namespace Primacy.Scraping;

/// <summary>The scrapers of all configured servers; none where no exporter is configured.</summary>
internal sealed partial class Scrapers(TimeProvider time, ILogger<Scrapers> logger) : IAsyncDisposable
{
    readonly Lock _gate = new();

    /// <summary>Replaced under the gate, read without it.</summary>
    volatile Fleet? _fleet;
    Task _leaving = Task.CompletedTask;

    /// <summary>For all connections for scraping, also those to servers that are not configured.</summary>
    public ConnectGate Connecting { get; } = new();

    /// <summary>What runs on every server; null where nothing does.</summary>
    public ScrapePlan? Plan => _fleet?.Plan;

    /// <summary>Takes another configuration. A server that is scraped as before keeps its connection.</summary>
    public void Use(ExporterOptions? options, IReadOnlyList<ScrapeTarget> targets)
    {
        lock (_gate)
        {
            var before = _fleet;
            if (options is null)
                _fleet = null;
            else if (before?.Plan.Options == options)
                _fleet = Make(before.Plan, targets, before.Scrapers);
            else
                _fleet = Make(PlanOf(options), targets, []);
            var left = before?.Scrapers.Except(_fleet?.Scrapers ?? []) ?? [];
            _leaving = Task.WhenAll([_leaving, .. left.Select(scraper => scraper.DisposeAsync().AsTask())]);
        }
    }

    /// <summary>
    /// The configured servers that somebody may mean by a name or an address: only one if it is called exactly so, with
    /// its cluster.
    /// </summary>
    public IReadOnlyList<ScrapeTarget> Find(string target)
    {
        ScrapeTarget[] meant =
        [
            .. (_fleet?.Scrapers ?? []).Select(scraper => scraper.Target).Where(known => known.IsMeantBy(target)),
        ];
        return Array.Find(meant, known => known.FullName == target) is { } exact ? [exact] : meant;
    }

    /// <summary>
    /// What the servers say now, all at once; null where nothing is to be scraped. Never fails: the page has more to
    /// tell than this, above all what the probes know.
    /// </summary>
    /// <param name="only">The one server to scrape; null for all.</param>
    /// <param name="patience">How long it may take; null for as long as is configured.</param>
    public async Task<ScrapeResult?> ScrapeAsync(ScrapeTarget? only, TimeSpan? patience)
    {
        if (_fleet is not { } fleet)
            return null;
        var limit = patience ?? fleet.Plan.Options.Times.Scrape;
        Scraper[] meant = [.. fleet.Scrapers.Where(scraper => only is null || scraper.Target == only)];
        var scrapes = new Task<Scrape>[meant.Length];
        // Where not all can connect in time, each has its turn sooner or later.
        foreach (var (i, scraper) in meant.Index().OrderBy(one => one.Item.TriedAt))
            scrapes[i] = scraper.ScrapeAsync(limit);
        try
        {
            return new ScrapeResult(fleet.Plan, await Task.WhenAll(scrapes)) { WrongFiles = fleet.WrongFiles };
        }
        catch (Exception e)
        {
            LogBroken(e);
            return null;
        }
    }

    /// <summary>A newer configuration was refused, perhaps because of a file of queries.</summary>
    /// <param name="isWrong">Whether a file, by its name in the configuration, is a reason for that.</param>
    public void Refuse(Func<string, bool> isWrong)
    {
        lock (_gate)
        {
            if (_fleet is { } fleet)
                _fleet = fleet with
                {
                    WrongFiles = [.. fleet.Plan.Options.Files.Select(file => file.Name).Where(isWrong)],
                };
        }
    }

    public async ValueTask DisposeAsync()
    {
        Use(null, []);
        await _leaving;
        Connecting.Dispose();
    }

    ScrapePlan PlanOf(ExporterOptions options)
    {
        var plan = ScrapePlan.Make(options);
        foreach (var (query, family, owner) in plan.Taken)
            LogTaken(query, family, owner);
        return plan;
    }

    Fleet Make(ScrapePlan plan, IReadOnlyList<ScrapeTarget> targets, IReadOnlyList<Scraper> known)
    {
        var byTarget = known.ToDictionary(scraper => scraper.Target);
        return new Fleet(
            plan,
            [.. targets.Select(t => byTarget.GetValueOrDefault(t) ?? new Scraper(t, plan, Connecting, logger, time))]
        );
    }

    sealed record Fleet(ScrapePlan Plan, IReadOnlyList<Scraper> Scrapers)
    {
        /// <summary>The files of queries that could not be loaded again.</summary>
        public IReadOnlyList<string> WrongFiles { get; init; } = [];
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Query}: {Family} is a name of {Owner}, whose values stay; the query's are not shown"
    )]
    partial void LogTaken(string query, string family, string owner);

    [LoggerMessage(Level = LogLevel.Error, Message = "no server's metrics are shown: scraping failed unexpectedly")]
    partial void LogBroken(Exception failure);
}
