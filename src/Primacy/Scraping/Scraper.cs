using Primacy.Exposition;
using Primacy.Topology;

namespace Primacy.Scraping;

/// <summary>
/// Scrapes one server, on request and never twice at once: who asks while it is being scraped gets what that scrape
/// finds. Its connection is not the probe's, and is closed when nobody has asked for a while.
/// </summary>
internal sealed class Scraper : IAsyncDisposable
{
    readonly ScrapePlan _plan;
    readonly ScrapedServer _server;
    readonly CommonLabels _labels;
    readonly ScrapeLog _log;
    readonly TimeProvider _time;
    readonly CollectorRun?[] _runs;
    readonly SampleSink[] _sinks;
    readonly SampleSink _about;
    readonly ITimer _idle;
    readonly Lock _gate = new();
    Task<Scrape>? _running;
    Task _closing = Task.CompletedTask;
    long _total;
    bool _isOver;

    public Scraper(ScrapeTarget target, ScrapePlan plan, ConnectGate gate, ILogger logger, TimeProvider time)
    {
        (Target, _plan, _time) = (target, plan, time);
        _runs = new CollectorRun?[plan.Collectors.Count];
        _server = new ScrapedServer(target, plan.Options, gate, time);
        _labels = new CommonLabels([
            .. target.Labels,
            .. plan.Options.ConstantLabels.Select(label => (label.Name, label.Value)),
        ]);
        _sinks = [.. plan.Collectors.Select(_ => new SampleSink(_labels))];
        _about = new SampleSink(_labels);
        _log = new ScrapeLog(target, logger);
        _idle = time.CreateTimer(
            static scraper => ((Scraper)scraper!).CloseIdle(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public ScrapeTarget Target { get; }

    /// <summary>When it was last tried to connect; 0 for never.</summary>
    public long TriedAt => _server.TriedAt;

    ScrapeTimes Times => _plan.Options.Times;

    /// <summary>What the server says now; never fails.</summary>
    /// <param name="patience">How long it may take; what is not said by then is missing.</param>
    public Task<Scrape> ScrapeAsync(TimeSpan patience)
    {
        lock (_gate)
        {
            // Who asks a moment after the configuration has changed.
            if (_isOver)
                return Task.FromResult(new Scrape(SampleBatch.Empty, []));
            if (_running is not { IsCompleted: false })
            {
                var closing = _closing;
                return _running = Task.Run(() => RunAsync(closing, patience));
            }
            return JoinAsync(_running, patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync();
        lock (_gate)
            _isOver = true;
        if (_running is { } running)
            await running;
        await _closing;
        await _server.DisposeAsync();
    }

    /// <summary>Who asked first may wait for longer; who cannot wait is told that there is no more.</summary>
    async Task<Scrape> JoinAsync(Task<Scrape> running, TimeSpan patience)
    {
        try
        {
            return await running.WaitAsync(patience, _time);
        }
        catch (TimeoutException)
        {
            // Not even whether the server is up: that is what the other one is about to find out.
            var sink = new SampleSink(_labels);
            sink.Add(ScrapeFamilies.Error, 1);
            return new Scrape(sink.Build(), []);
        }
    }

    /// <summary>What nobody foresaw costs this server's metrics, and not the page.</summary>
    async Task<Scrape> RunAsync(Task closing, TimeSpan patience)
    {
        var begun = _time.GetTimestamp();
        try
        {
            await closing;
            return await RunAsync(begun, patience);
        }
        catch (Exception e)
        {
            _log.Broken(e);
            return new Scrape(About(isUp: false, _time.GetElapsedTime(begun)), []);
        }
    }

    async Task<Scrape> RunAsync(long begun, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience, _time);
        _total++;
        var failure = await _server.LookAsync(end.Token);
        _log.Connected(failure);
        if (failure is null)
            await CollectAsync(end.Token);
        _idle.Change(Times.Idle, Timeout.InfiniteTimeSpan);
        return new Scrape(
            About(failure is null, _time.GetElapsedTime(begun)),
            failure is null ? [.. _runs.Select(run => run?.Batch ?? SampleBatch.Empty)] : []
        );
    }

    /// <summary>Those that took too long, or said too much, the last time come last: they cost nobody else.</summary>
    async Task CollectAsync(CancellationToken end)
    {
        var due = Enumerable.Range(0, _runs.Length).Where(IsDue).ToLookup(place => _runs[place] is { IsHeavy: true });
        await CollectAsync(due[false], end);
        // One by one: what the server has been asked behind one that is given up, it would still do.
        foreach (var place in due[true])
            await CollectAsync([place], end);
    }

    async Task CollectAsync(IEnumerable<int> places, CancellationToken end)
    {
        var begun = _time.GetTimestamp();
        var collections = places.Select(place => (Place: place, Collection: Begin(place))).ToArray();
        await _server.AskAsync(collections.SelectMany(one => one.Collection.Asked), end);
        foreach (var (place, collection) in collections)
        {
            var before = _runs[place];
            var run = _runs[place] = collection.End(begun);
            _log.Ran(_plan.Collectors[place], before?.Trouble ?? "", run.Trouble);
        }
    }

    bool IsDue(int place) => !IsFresh(_runs[place], _plan.Collectors[place].KeptFor) && !IsLeftRunning(_runs[place]);

    bool IsFresh(CollectorRun? run, TimeSpan keptFor) =>
        run is { Failure: null } && keptFor > TimeSpan.Zero && _time.GetElapsedTime(run.Begun) <= keptFor;

    /// <summary>
    /// Until the server has ended what we gave up, another would run beside it; its failure stays shown.
    /// </summary>
    bool IsLeftRunning(CollectorRun? run) =>
        run is { IsLeftRunning: true } && _time.GetElapsedTime(run.Begun) < Times.Collector;

    /// <summary>Has a collector ask what it wants to know.</summary>
    Collection Begin(int place)
    {
        var collector = _plan.Collectors[place];
        // What the last run said, and broke off, is not this one's.
        _sinks[place].Truncate(0);
        var collection = new Collection(collector.Name, _server, _sinks[place], Times.Collector);
        try
        {
            collector.Collect(collection);
        }
        catch (Exception e)
        {
            // Whatever is thrown is the failure of this collector, and of no other.
            collection.Fail(e);
        }
        return collection;
    }

    SampleBatch About(bool isUp, TimeSpan took)
    {
        _about.Truncate(0);
        var isWell = isUp && Array.TrueForAll(_runs, run => run is { Failure: null });
        _about.Add(ScrapeFamilies.Up, isUp ? 1 : 0);
        _about.Add(ScrapeFamilies.Duration, took.TotalSeconds);
        _about.Add(ScrapeFamilies.Error, isWell ? 0 : 1);
        _about.Add(ScrapeFamilies.Total, _total);
        if (isUp && !Target.IsConfigured)
            _about.Add(ScrapeFamilies.IsReplica, _server.Role is Role.Standby ? 1 : 0);
        for (var i = 0; isUp && i < _runs.Length; i++)
        {
            if (_runs[i] is not { } run)
                continue;
            var name = _plan.Collectors[i].Name;
            _about.Add(ScrapeFamilies.CollectorDuration, run.Took.TotalSeconds, name);
            _about.Add(ScrapeFamilies.CollectorSuccess, run.Failure is null ? 1 : 0, name);
            foreach (var fault in run.Faults)
                _about.Add(ScrapeFamilies.Fault, 1, name, fault.Where, fault.Reason);
        }
        return _about.Build();
    }

    void CloseIdle()
    {
        lock (_gate)
        {
            if (_running is { IsCompleted: true } && _closing.IsCompleted)
                _closing = CloseAsync();
        }
    }

    /// <summary>The next scrape waits for it, and must not fail with it.</summary>
    async Task CloseAsync()
    {
        try
        {
            await _server.HangUpAsync();
        }
        catch (Exception e)
        {
            _log.ClosedBadly(e);
        }
    }
}
